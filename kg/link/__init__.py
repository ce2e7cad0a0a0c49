"""Stage 10, linking: who is who, and which claims meet, as judgements that people can read, edit and undo.

entities.py    a graph -> records to compare         who.py         which of them are one
claims.py      which claims meet, by encoder.py, alignment.py and opposition.py
judgements.py  a table of decisions <-> values       reconcile.py   who they are to an authority
proposing.py   all of it, as one file of judgements
"""
