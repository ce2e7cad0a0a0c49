"""Stage 2, annotation: a text becomes sentences of words with their grammar and names.

annotation.py  documents -> annotated documents, by spaCy
folding.py     the one way to fold a name
inference.py   the only place that opens a trained network of our own
"""
