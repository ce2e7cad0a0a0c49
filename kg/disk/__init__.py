"""What all stages share of this machine: its files and its processes.

files.py      whole or not at all: what is written stands beside its place first
folders.py    folders that are replaced as one
lines.py      files of texts, read without trusting that they end
sorting.py    more lines than memory holds, sorted
processes.py  processes that may die, and limits on what they take
"""
