"""Stage 2, language: a text becomes sentences of words with grammar and names; what words mean.

annotation.py  documents -> annotated documents, by spaCy
words.py       the tables of words in en/, as sets and mappings; uses.py says what is asked of a word
tables.py      reads a table and checks it
inference.py   the only place that opens a trained network of our own
"""
