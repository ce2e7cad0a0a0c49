"""Stage 2, annotation: a text becomes sentences of words with their grammar and names.

annotation.py   documents -> annotated documents, by spaCy, each read once for all the rules
tokens.py       where a text is cut before it is parsed
quote_marks.py  quotation marks -> quotations
inference.py    the only place that opens a trained network of our own
"""
