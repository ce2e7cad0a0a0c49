"""Ask an authority who somebody is: a client of the Reconciliation Service API 0.2, as OpenRefine speaks it.

Nothing is asked unless a service is named. What it answered is kept in a file, a line each, so that
a run that stops goes on where it stood and nothing is asked twice. It is asked for a few names at a
time, with a pause between.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode

from kg.errors import InputError
from kg.link.entities import PERSON, folded
from kg.link.judgements import OPEN, TOOL, Judgement
from kg.link.who import SURE
from kg.link.words import words_of
from kg.rdf.vocabulary import SKOS
from kg.store import web
from kg.store.client import DONE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.link.entities import Record

AT_ONCE: Final = 10
"""Names that are asked for at once."""
PAUSE: Final = 1.0
"""Seconds between two questions."""
SECONDS: Final = 60
"""To wait for an answer."""
SIZE: Final = 16 << 20
"""Bytes of an answer, at most."""
KEPT: Final = "what it answered before is kept, so run it again"
CANDIDATES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A reconciliation service.

    Attributes:
        url: Its address.
        cache: The file that keeps what it answered.
        pause: Seconds between two questions.
        told: Is told, in a sentence, when it has us wait.
    """

    url: str
    cache: Path
    pause: float = PAUSE
    told: Callable[[str], None] = field(default=lambda _: None, repr=False, compare=False)


def reconciled(found: Iterable[Record], service: Service, date: str) -> list[Judgement]:
    """Who the records may be in the service's terms.

    Args:
        found: From `kg.link.entities.read_records`.
        service: Whom to ask.
        date: The day of the judgements, YYYY-MM-DD.

    Raises:
        InputError: The service cannot be reached, or does not answer as the API has it; what it
            answered is kept.
    """
    listed = [record for record in found if not record.authority]
    answers = ask_all(sorted({record.name for record in listed}), service)
    about = manifest(service)
    judged = (judge(record, answers.get(record.name, []), about, date) for record in listed)
    return [one for one in judged if one]


def ask_all(names: Iterable[str], service: Service) -> Mapping[str, list[dict[str, Any]]]:
    """What the service, or the file of its answers, says of each name."""
    known = read_cache(service)
    unknown = [name for name in names if name not in known]
    if unknown:
        service.cache.parent.mkdir(parents=True, exist_ok=True)
    for start in range(0, len(unknown), AT_ONCE):
        some = unknown[start : start + AT_ONCE]
        if start:
            time.sleep(service.pause)
        answer = asked(service, some)
        with service.cache.open("a", encoding="utf-8") as file:
            for place, name in enumerate(some):
                known[name] = answer[f"q{place}"]
                line = {"service": service.url, "name": name, "result": known[name]}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return known


def asked(service: Service, names: list[str]) -> dict[str, list[dict[str, Any]]]:
    """What the service says of a few names, by `q` and their places."""
    queries = {
        f"q{place}": {"query": name, "limit": CANDIDATES} for place, name in enumerate(names)
    }
    answer = fetched(service, json.dumps(queries, ensure_ascii=False))
    try:
        return {key: [dict(one) for one in answer[key]["result"]] for key in queries}
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"{service.url} does not answer as the Reconciliation API 0.2 has it ({error!r})"
        ) from error


def manifest(service: Service) -> dict[str, Any]:
    """What the service says of itself; asked for again each time, since it is small."""
    answer = fetched(service, None)
    if not isinstance(answer, dict) or "identifierSpace" not in answer:
        raise InputError(
            f"{service.url} is no service of the Reconciliation API: it names no identifierSpace"
        )
    return answer


def fetched(service: Service, queries: str | None) -> Any:  # noqa: ANN401 - JSON
    """The answer of the service to queries, or to none; a busy service is asked again after as long as it says."""
    limits = web.Limits(seconds=SECONDS, size=SIZE, pause=service.pause)
    method, parts = ("GET", {}) if queries is None else ("POST", {"data": {"queries": queries}})
    headers = {"Accept": "application/json"}
    try:
        web.check_address(service.url)
        answer = web.asked(
            web.new_session(), method, service.url, limits, service.told, headers=headers, **parts
        )
        if answer.status not in DONE:
            raise InputError(f"{service.url} answers with status {answer.status}; {KEPT}")
        return json.load(answer.body)
    except web.Unanswered as error:
        raise InputError(f"{error}; {KEPT}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{service.url} answers with no JSON ({error}); {KEPT}") from error


def read_cache(service: Service) -> dict[str, list[dict[str, Any]]]:
    """What the file keeps of this service; a line that a stopped run left half is as if it were not there."""
    known: dict[str, list[dict[str, Any]]] = {}
    if service.cache.exists():
        for line in service.cache.read_text("utf-8", errors="replace").splitlines():
            try:
                kept = json.loads(line)
                if kept["service"] == service.url:
                    known[kept["name"]] = kept["result"]
            except (ValueError, KeyError, TypeError):
                continue
    return known


def judge(
    record: Record, results: list[dict[str, Any]], about: Mapping[str, Any], date: str
) -> Judgement | None:
    """The best candidate for a record as a judgement: sure only where more than the name of a person agrees."""
    candidates = [one for one in results if identified(one, about)]
    if not candidates:
        return None
    best = max(candidates, key=lambda one: (bool(one.get("match")), score_of(one)))
    described = set(folded(str(best.get("description", ""))).split()) - words_of("everyday")
    agreed = sorted(record.roles & described)
    is_same_name = folded(str(best.get("name", ""))) in record.forms
    is_only = sum(folded(str(one.get("name", ""))) in record.forms for one in candidates) == 1
    is_sure = (
        bool(best.get("match"))
        and is_same_name
        and (bool(agreed) or (is_only and record.kind != PERSON))
    )
    confidence = max(score_of(best), SURE) if is_sure else min(score_of(best), SURE - 0.01)
    return Judgement(
        subject=record.iri,
        predicate=str(SKOS.exactMatch) if is_sure else OPEN,
        object=identified(best, about) or "",
        confidence=round(confidence, 2),
        author=TOOL,
        date=date,
        reason="; ".join(reasons(best, agreed, is_same_name=is_same_name)),
        subject_label=record.name,
        object_label=str(best.get("name", "")),
    )


def reasons(best: Mapping[str, Any], agreed: list[str], *, is_same_name: bool) -> Iterator[str]:
    """Why a candidate may be it."""
    yield f"the service's best candidate, {score_of(best):.0%}"
    yield "the same name" if is_same_name else "another name"
    if agreed:
        yield f"both {' '.join(agreed)}"


def score_of(one: Mapping[str, Any]) -> float:
    """How sure a service is of a candidate, from 0 to 1; it says so from 0 to 100."""
    try:
        return max(0.0, min(1.0, float(one.get("score", 0)) / 100))
    except (TypeError, ValueError):
        return 0.0


def identified(one: Mapping[str, Any], about: Mapping[str, Any]) -> str | None:
    """The IRI of a candidate, as the service's identifier space makes it; None where that makes none.

    >>> identified({"id": "Q1"}, {"identifierSpace": "http://www.wikidata.org/entity/"})
    'http://www.wikidata.org/entity/Q1'
    """
    space, view = str(about["identifierSpace"]), about.get("view")
    shown = str(view.get("url", "")) if isinstance(view, dict) else ""
    made = [space + str(one.get("id"))] if space.endswith(("/", "#", ":", "=")) else []
    made += [shown.replace("{{id}}", str(one.get("id")))] if "{{id}}" in shown else []
    for iri in made:
        try:
            return NamedNode(iri).value
        except ValueError:
            continue
    return None
