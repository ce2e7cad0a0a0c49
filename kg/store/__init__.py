"""Stage 6, the store: graphs on this disk and on other people's servers.

opening.py   the one way to open a graph: a build, a store, an RDF file, a server
oxigraph.py  how a store is built              sums.py  whether its files are what was written
search.py    names and words of claims, found by their spelling
indexing.py  what the index holds that they are looked up in
client.py    a SPARQL server, asked and written to       push.py  a store -> a server
web.py       the one way to speak HTTP
"""

from kg.store.client import ask_server
from kg.store.opening import (
    OpenStore,
    can_open,
    check_place,
    check_store,
    find_store,
    is_store,
    load_nquads,
    open_graph,
    open_store,
    read_graph,
    read_store,
    read_whole,
    unite_graphs,
)
from kg.store.oxigraph import build_store, building
from kg.store.web import Server, check_url, is_url

__all__ = [
    "OpenStore",
    "Server",
    "ask_server",
    "build_store",
    "building",
    "can_open",
    "check_place",
    "check_store",
    "check_url",
    "find_store",
    "is_store",
    "is_url",
    "load_nquads",
    "open_graph",
    "open_store",
    "read_graph",
    "read_store",
    "read_whole",
    "unite_graphs",
]
