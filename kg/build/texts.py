"""The statements of documents as text: `kg extract`.

Another process does the work, so that nothing that a document does to it stops the others. What it
needs for that is imported there alone, since the language tools take a second to load.
"""

from __future__ import annotations

import json
import tempfile
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kg.build.units import (
    Setting,
    find_units,
    group_into_tasks,
    name_file,
    nothing_built,
    read_task,
    split_unit,
    spool_stdin_by_lines,
)
from kg.build.watch import watch_task
from kg.build.workers import do_in_processes
from kg.config import Config, Limits
from kg.disk.processes import Crew
from kg.documents import Metadata
from kg.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.build.units import Task
    from kg.pipeline import Extraction


def extract_as(  # noqa: PLR0913, PLR0917 - what can be told
    form: str,
    paths: Iterable[str],
    config: Config,
    metadata: Metadata | None,
    problems: list[Problem],
    limits: Limits = Limits(),  # noqa: B008 - a frozen value
) -> Iterator[str]:
    """Give the statements of some documents as text, a piece for each document, in order.

    Args:
        form: "jsonl", "nq", "ttl", or "explain" for people to read.
        paths: Files, folders, or `-`.
        config: The settings.
        metadata: What to believe of every document.
        problems: Gets what goes wrong with single documents.
        limits: What one document may take; of one that takes more it is listed as a problem.

    Raises:
        InputError, ModelError: As `kg.build.build_graph` does.
    """
    with tempfile.TemporaryDirectory(prefix="kg-") as place, Crew(1) as crew:
        folder = Path(place)
        units = find_units(paths, partial(spool_stdin_by_lines, folder))
        setting = Setting(
            config=config,
            metadata=metadata or Metadata(),
            limits=limits,
            folder=folder,
            is_threaded=True,
        )
        yield crew.ask(write_header, form, config)
        tasks = group_into_tasks(chain.from_iterable(map(split_unit, units)))
        is_empty = True
        for texts, wrong in do_in_processes(crew, tasks, write_texts, setting, form):
            problems += wrong
            is_empty = is_empty and not texts
            yield from texts
        if is_empty:
            raise nothing_built(problems)


def write_header(form: str, config: Config) -> str:
    """Write what stands before the first document; the language model is loaded for it.

    Raises:
        ModelError: It is missing.
        ConfigError: The settings have no such value.
    """
    from kg.pipeline import describe_run
    from kg.rdf import turtle_header

    describe_run(config)
    return turtle_header(config.base) if form == "ttl" else ""


def write_texts(task: Task, setting: Setting, form: str) -> tuple[list[str], list[Problem]]:
    """Do a task; the process ends if a document of it takes more than it may.

    Returns:
        The text of each document, and what goes wrong.
    """
    from kg.pipeline import load_for_process, run_stages

    texts: list[str] = []
    problems: list[Problem] = []
    nlp = load_for_process(setting.config)
    with watch_task(task, setting) as watch, nlp.memory_zone():
        for place, outcome in run_stages(
            read_task(task, setting.metadata, watch),
            setting.config,
            is_threaded=setting.is_threaded,
            is_careful=task.is_careful,
        ):
            if isinstance(outcome, Problem):
                problems.append(name_file(outcome, task.units[place.unit]))
            elif outcome is not None:
                texts.append(_write_text(outcome, form, setting.config.base))
    return texts, problems


def _write_text(extraction: Extraction, form: str, base: str) -> str:
    """Write the statements of a document."""
    from kg.rdf import to_nquads, turtle_block
    from kg.rdf.records import to_record
    from kg.resolution.explain import explain

    if form == "jsonl":
        return json.dumps(to_record(extraction.resolved, base), ensure_ascii=False) + "\n"
    if form == "explain":
        return explain(extraction.resolved)
    return to_nquads(extraction.quads) if form == "nq" else turtle_block(extraction.quads, base)
