"""Stage 8, the build: a graph of any size, made piece by piece, which can be taken up again.

archive.py   the whole build                         texts.py     its little sister: `kg extract`
units.py     files and parts of files -> tasks       task.py      a task: files -> a shard of quads
watch.py     what becomes of a deadly document       workers.py   who does the tasks
manifest.py  what is done                            versions.py  which articles print one text
outputs.py   shards -> claims.nq, store/, claims.ttl, claims.html
"""

from kg.build.archive import Progress, Report, build_graph

__all__ = ["Progress", "Report", "build_graph"]
