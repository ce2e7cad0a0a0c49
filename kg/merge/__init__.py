"""Merging: graphs of any origin become one, and a report says what joined.

merging.py  the whole way, from paths to a folder
inputs.py   files, builds and stores -> quads      adapters/  other people's claim data in our terms
skolem.py   blank nodes -> IRIs
union.py    quads of all inputs -> sorted lines, each once
runs.py     more lines than memory holds, sorted   sets.py    things that are one
identity.py what judgements make one      copies.py  which articles print one text
corrections.py what people decided of statements: read; correcting.py: applied; revision.py: to one
report.py   what came in, joined, did not, and disagrees
diff.py     what changed between two builds      checking.py  what breaks the shapes
show.py     reports as text
"""

from kg.merge.checking import check_graph
from kg.merge.correcting import correct_graph
from kg.merge.diff import Change, compare_builds
from kg.merge.merging import merge_graphs
from kg.merge.report import MergeReport
from kg.merge.show import format_changes, format_report

__all__ = [
    "Change",
    "MergeReport",
    "check_graph",
    "compare_builds",
    "correct_graph",
    "format_changes",
    "format_report",
    "merge_graphs",
]
