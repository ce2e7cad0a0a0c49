"""`kg serve`: a build on this machine, to read in a browser and by SPARQL; nothing is changed, nothing fetched.

running.py   starts the front (waitress) and the workers, and ends both
front.py     what of HTTP gets in: one request a connection, of bounded size, from no other site
answers.py   what is at which address
protocol.py  the SPARQL 1.1 Protocol
pages.py     the pages, as HTML
workers.py   processes, each of which answers one query at a time, and is replaced when a query kills it
worker.py    such a process: no network, bounded memory
editor/      the query editor, as its makers publish it
"""
