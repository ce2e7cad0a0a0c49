"""Ask an authority who somebody is, by the Reconciliation Service API 0.2 that OpenRefine speaks.

Nothing is asked unless the user names a service. What it answered is kept in a file, a line each,
so that a run that stops goes on where it was, and nothing is asked twice. It is asked for a few
names at a time, with a pause between.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from pyoxigraph import NamedNode

from kg.errors import InputError, StoreError
from kg.language.folding import fold_name
from kg.link.entities import PERSON
from kg.link.judgements import SURE, TOOL, Judgement
from kg.link.words import words_of
from kg.rdf.vocabulary import SDO
from kg.store.web import Limits, Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.link.entities import Record

__all__ = ["Service", "reconciled"]

_AT_ONCE: Final = 10
"""Names that are asked for at once."""
_PAUSE: Final = 1.0
"""Seconds between two questions."""
_SECONDS: Final = 60
"""To wait for an answer."""
_ANSWER_BYTES: Final = 16 << 20
"""Bytes of an answer, at most."""
_CANDIDATES: Final = 3
"""How many are asked for, for each name."""
_KEPT: Final = "what it answered before is kept, so run it again"

_Candidate: TypeAlias = "Mapping[str, Any]"
"""What a service says of somebody who may be meant: id, name, score, match, description."""
_Identified: TypeAlias = "tuple[str, _Candidate]"
"""A candidate with its IRI."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A reconciliation service.

    Attributes:
        url: Its address.
        cache: The file that keeps what it answered.
        pause: Seconds between two questions.
        tell: Is told, in a sentence, when it has us wait.
    """

    url: str
    cache: Path
    pause: float = _PAUSE
    tell: Callable[[str], None] | None = field(default=None, repr=False, compare=False)


def reconciled(found: Iterable[Record], service: Service, date: str) -> list[Judgement]:
    """Return who the records may be in the service's terms.

    Args:
        found: From `kg.link.entities.read_records`.
        service: Whom to ask.
        date: The day of the judgements, YYYY-MM-DD.

    Raises:
        InputError: The service cannot be reached, or does not answer as the API has it; what it
            answered is kept.
    """
    unknown = [record for record in found if not record.authority]
    answers = _ask_all({record.name for record in unknown}, service)
    about = _fetch_manifest(service)
    judged = []
    for record in unknown:
        candidates = _with_iris(answers.get(record.name, []), about)
        if candidates:
            judged.append(_judge_best(record, candidates, date))
    return judged


def _ask_all(names: Iterable[str], service: Service) -> dict[str, list[_Candidate]]:
    """Return what the service, or the file of its answers, says of each name."""
    known = _read_cache(service)
    unknown = sorted(set(names) - known.keys())
    if unknown:
        service.cache.parent.mkdir(parents=True, exist_ok=True)
    for start in range(0, len(unknown), _AT_ONCE):
        if start:
            time.sleep(service.pause)
        answers = _ask_some(service, unknown[start : start + _AT_ONCE])
        with service.cache.open("a", encoding="utf-8") as file:
            for name, result in answers.items():
                line = {"service": service.url, "name": name, "result": result}
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
        known |= answers
    return known


def _ask_some(service: Service, names: list[str]) -> dict[str, list[_Candidate]]:
    """Return what the service says of a few names."""
    queries = {}
    for place, name in enumerate(names):
        queries[f"q{place}"] = {"query": name, "limit": _CANDIDATES}
    answer = _fetch_json(service, "POST", data={"queries": json.dumps(queries, ensure_ascii=False)})
    try:
        results: list[list[_Candidate]] = [
            list(map(dict, answer[key]["result"])) for key in queries
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"{service.url} does not answer as the Reconciliation API 0.2 has it ({error!r})"
        ) from error
    return dict(zip(names, results, strict=True))


def _fetch_manifest(service: Service) -> dict[str, Any]:
    """Return what the service says of itself; asked for again each time, since it is small."""
    answer = _fetch_json(service, "GET")
    if not isinstance(answer, dict) or "identifierSpace" not in answer:
        raise InputError(
            f"{service.url} is no service of the Reconciliation API: it names no identifierSpace"
        )
    return answer


def _fetch_json(service: Service, method: str, **parts: object) -> Any:  # noqa: ANN401 - JSON
    limits = Limits(seconds=_SECONDS, size=_ANSWER_BYTES, pause=service.pause)
    headers = {"Accept": "application/json"}
    try:
        server = Server(service.url, service.tell)
        answer = server.send(method, limits, headers=headers, **parts)
        if not answer.is_ok:
            raise InputError(f"{service.url} answers with status {answer.status}; {_KEPT}")
        return json.load(answer.body)
    except StoreError as error:
        raise InputError(f"{error}; {_KEPT}") from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{service.url} answers with no JSON ({error}); {_KEPT}") from error


def _read_cache(service: Service) -> dict[str, list[_Candidate]]:
    """Return what the file keeps of this service; half a line is nothing."""
    known: dict[str, list[_Candidate]] = {}
    if not service.cache.exists():
        return known
    for line in service.cache.read_text("utf-8", errors="replace").splitlines():
        try:
            kept = json.loads(line)
            if kept["service"] == service.url:
                known[kept["name"]] = kept["result"]
        except (ValueError, KeyError, TypeError):
            continue
    return known


def _with_iris(results: Iterable[_Candidate], about: Mapping[str, Any]) -> list[_Identified]:
    """Return the candidates that have an IRI, each with it."""
    found = []
    for one in results:
        iri = _iri_of(one, about)
        if iri:
            found.append((iri, one))
    return found


def _judge_best(record: Record, candidates: list[_Identified], date: str) -> Judgement:
    """Judge the best candidate: sure only where more than the name of a person agrees."""
    iri, best = max(candidates, key=_rank_of)
    agreed = sorted(record.roles & (_words_of(best) - words_of("everyday")))
    of_same_name = [one for _, one in candidates if _name_of(one) in record.forms]
    is_same_name = _name_of(best) in record.forms
    is_enough = bool(agreed) or (len(of_same_name) == 1 and record.kind != PERSON)
    is_sure = bool(best.get("match")) and is_same_name and is_enough

    score = _score_of(best)
    confidence = max(score, SURE) if is_sure else min(score, SURE - 0.01)
    return Judgement(
        subject=record.iri,
        predicate=str(SDO.sameAs),
        object=iri,
        confidence=round(confidence, 2),
        author=TOOL,
        date=date,
        reason="; ".join(_reasons_for(best, agreed, is_same_name=is_same_name)),
        subject_label=record.name,
        object_label=str(best.get("name", "")),
    )


def _reasons_for(best: _Candidate, agreed: list[str], *, is_same_name: bool) -> Iterator[str]:
    yield f"the service's best candidate, {_score_of(best):.0%}"
    yield "the same name" if is_same_name else "another name"
    if agreed:
        yield f"both {' '.join(agreed)}"


def _rank_of(identified: _Identified) -> tuple[bool, float]:
    _, one = identified
    return bool(one.get("match")), _score_of(one)


def _name_of(one: _Candidate) -> str:
    return fold_name(str(one.get("name", "")))


def _words_of(one: _Candidate) -> set[str]:
    return set(fold_name(str(one.get("description", ""))).split())


def _score_of(one: _Candidate) -> float:
    """Return how sure a service is of a candidate, from 0 to 1; it says so from 0 to 100."""
    try:
        return max(0.0, min(1.0, float(one.get("score", 0)) / 100))
    except (TypeError, ValueError):
        return 0.0


def _iri_of(one: _Candidate, about: Mapping[str, Any]) -> str | None:
    """Return the IRI of a candidate in the service's identifier space; None where that makes none.

    >>> _iri_of({"id": "Q1"}, {"identifierSpace": "http://www.wikidata.org/entity/"})
    'http://www.wikidata.org/entity/Q1'
    """
    name, space, view = str(one.get("id")), str(about["identifierSpace"]), about.get("view")
    made = []
    if space.endswith(("/", "#", ":", "=")):
        made.append(space + name)
    if isinstance(view, dict) and "{{id}}" in str(view.get("url")):
        made.append(str(view["url"]).replace("{{id}}", name))
    for iri in made:
        try:
            return NamedNode(iri).value
        except ValueError:
            continue
    return None
