"""Stage 6, the store: graphs on this disk and on other people's servers.

oxigraph.py  a graph on disk, and how any graph is opened     sums.py    whether its files are what was written
search.py    names and words of claims, found by their spelling
client.py    a SPARQL server, asked and written to            push.py    a store -> a server
web.py       the one way to speak HTTP
"""

from kg.store.oxigraph import (
    OpenStore,
    build_store,
    building,
    check_store,
    is_store,
    open_graph,
    read_graph,
    read_store,
    store_at,
    store_of,
)

__all__ = [
    "OpenStore",
    "build_store",
    "building",
    "check_store",
    "is_store",
    "open_graph",
    "read_graph",
    "read_store",
    "store_at",
    "store_of",
]
