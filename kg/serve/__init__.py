"""`kg serve`: a build on this machine, to read in a browser and by SPARQL.

Nothing is changed, nothing fetched.

running.py   starts the front (waitress) and the workers, and ends both
front.py     what of HTTP gets in: one request a connection, of bounded size, from no other site
answers.py   what is at which address
protocol.py  the SPARQL 1.1 Protocol
origins.py   which pages of other sites may ask: none, unless the user names them
description.py  what the SPARQL endpoint says of itself
pages.py     the pages, as HTML, in the style of the page (served.css)
cards.py     the cards of an answer
passages.py  the text around its statements
workers.py   processes, each of which answers one query at a time; one that dies is replaced
worker.py    such a process: no network, bounded memory
editor/      the query editor, as its makers publish it
"""

from kg.serve.running import serve_build

__all__ = ["serve_build"]
