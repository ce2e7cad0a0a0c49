"""The commands, a module for each group: each parses, calls one public function, and prints.

build.py   build, extract
query.py   query, search
check.py   check
push.py    push
serve.py   serve
view.py    view, export
merge.py   merge, link, diff
say.py     all printing
shared.py  what several of them need
"""
