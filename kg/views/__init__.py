"""Stage 8, views: the graph as something to look at.

network.py   the RDF graph as a networkx graph: articles, statements, entities
values.py    what a graph says, as text and numbers, in the forms of kg/rdf/fields.tsv
subjects.py  whom a statement speaks of, where its claim stands in several articles
people.py    which entities are one, and what they are all called
narrow.py    a part of it: about somebody, of a source, of some days
analysis.py  what analysts ask of it: who says most, who is named together
export.py    it for other tools: GEXF, GraphML, CSV
passages.py  the text around a statement, put together again from its quotes
texts.py     the text of each article once, and where statements stand in it
gaps.py      an ellipsis where a claim leaves words out
outlets.py   the name of an outlet
hues.py      colours of speakers
layout.py    which boxes the drawing has, source by source
speakers.py  where people stand who speak of each other
html.py      the page itself, `out/claims.html`
newest.py    the page of a graph that is too large for one
style.py     the files that the page is made of
parts.py     all of it, for programs
"""
