"""Stage 2, language: a text becomes sentences of words with grammar and names; what words mean.

annotation.py   documents -> annotated documents, by spaCy, each read once for all the rules
models.py       whether the spaCy model is as it was published
tokens.py       where a text is cut before it is parsed
quote_marks.py  quotation marks -> quotations
words.py        what the tables of words in en/ say; uses.py: what rules ask of a word
verbs.py        whether words have a finite verb
tables.py       reads a table and checks it
folding.py      the one way to fold a name
inference.py    the only place that opens a trained network of our own
"""
