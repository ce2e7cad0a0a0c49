"""Stage 8, views: the graph as something to look at.

records.py   statements as JSON, for `kg extract`
explain.py   statements in words, for `kg extract --explain`
network.py   the RDF graph as a networkx graph: articles, statements, entities
passages.py  the text around a statement, put together again from its quotes
layout.py    where each of them stands on the page
html.py      the page itself, `out/claims.html`
"""
