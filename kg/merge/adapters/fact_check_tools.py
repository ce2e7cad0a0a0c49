"""Answers of Google's Fact Check Tools, as ClaimReview of schema.org.

The API has two: of a search for claims (`claims`, or `results` for a picture), and of the reviews
that somebody has marked there (`claimReviewMarkupPages`); its reference names their fields
(https://developers.google.com/fact-check/tools/api/reference/rest).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeAlias

from kg.merge.adapters.terms import as_list

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["is_answer", "to_claim_reviews"]

_Node: TypeAlias = "dict[str, Any]"

_KEYS: Final = frozenset({"claims", "results", "claimReviewMarkupPages"})
_CONTEXT: Final = "https://schema.org"
_DAY: Final = len("2025-05-04")


def is_answer(data: object) -> bool:
    """Tell whether JSON is an answer of Fact Check Tools.

    >>> is_answer({"claims": []}), is_answer({"@context": "https://schema.org", "claims": []})
    (True, False)
    """
    return isinstance(data, dict) and "@context" not in data and not _KEYS.isdisjoint(data)


def to_claim_reviews(answer: _Node) -> list[object]:
    """Return the reviews in an answer, as JSON-LD in terms of schema.org.

    >>> review = {"url": "https://checks.example/a", "textualRating": "False"}
    >>> [found] = to_claim_reviews({"claims": [{"text": "It rained.", "claimReview": [review]}]})
    >>> found["claimReviewed"], found["reviewRating"]["alternateName"]
    ('It rained.', 'False')
    """
    claims = [*_nodes(answer.get("claims")), *_claims_of(_nodes(answer.get("results")))]
    reviews: list[object] = [
        _to_review(review, claim) for claim in claims for review in _nodes(claim.get("claimReview"))
    ]
    for page in _nodes(answer.get("claimReviewMarkupPages")):
        reviews += [_to_marked(found, page) for found in _nodes(page.get("claimReviewMarkups"))]
    return reviews


def _nodes(value: object) -> list[_Node]:
    """Return the objects of a list, or an object as the only one."""
    return [one for one in as_list(value) if isinstance(one, dict)]


def _claims_of(results: list[_Node]) -> Iterator[_Node]:
    """Yield the claims that were found for a picture."""
    for result in results:
        yield from _nodes(result.get("claim"))


def _to_review(review: _Node, claim: _Node) -> _Node:
    """Return the ClaimReview of a search: one of the reviews of a claim."""
    publisher = next(iter(_nodes(review.get("publisher"))), {})
    site = publisher.get("site")
    return _without_empty(
        {
            "@context": _CONTEXT,
            "@type": "ClaimReview",
            "url": review.get("url"),
            "name": review.get("title"),
            "datePublished": _day(review.get("reviewDate")),
            "inLanguage": review.get("languageCode"),
            "author": _named("Organization", publisher.get("name") or site),
            "claimReviewed": claim.get("text"),
            "reviewRating": _rating({"alternateName": review.get("textualRating")}),
            "itemReviewed": _claim(
                claim.get("text"), claim.get("claimant"), claim.get("claimDate")
            ),
        }
    )


def _to_marked(marked: _Node, page: _Node) -> _Node:
    """Return the ClaimReview that somebody has marked, one of those of a page."""
    author = next(iter(_nodes(page.get("claimReviewAuthor"))), {})
    claimant = next(iter(_nodes(marked.get("claimAuthor"))), {})
    rating = next(iter(_nodes(marked.get("rating"))), {})
    claim = _claim(marked.get("claimReviewed"), claimant.get("name"), marked.get("claimDate"))
    places = [marked.get("claimFirstAppearance"), *as_list(marked.get("claimAppearances"))]
    claim["appearance"] = [place for place in places if isinstance(place, str)]
    return _without_empty(
        {
            "@context": _CONTEXT,
            "@type": "ClaimReview",
            "url": marked.get("url") or page.get("pageUrl"),
            "datePublished": _day(page.get("publishDate")),
            "author": _named("Organization", author.get("name")),
            "claimReviewed": marked.get("claimReviewed"),
            "reviewRating": _rating(
                {
                    "alternateName": rating.get("textualRating"),
                    "ratingValue": rating.get("ratingValue"),
                    "bestRating": rating.get("bestRating"),
                    "worstRating": rating.get("worstRating"),
                }
            ),
            "itemReviewed": _without_empty(claim),
        }
    )


def _claim(text: object, claimant: object, date: object) -> _Node:
    """Return a Claim; whoever made it may be a person, a body, or posts of nobody in particular."""
    return _without_empty(
        {
            "@type": "Claim",
            "text": text,
            "author": _named("Thing", claimant),
            "datePublished": _day(date),
        }
    )


def _named(class_: str, name: object) -> _Node | None:
    """Return a node with a name; None where there is none."""
    return {"@type": class_, "name": name} if name and isinstance(name, str) else None


def _rating(said: _Node) -> _Node | None:
    """Return a Rating; None where it says nothing. A number of 0 stands for none."""
    kept = {key: value for key, value in said.items() if value}
    return {"@type": "Rating", **kept} if kept else None


def _day(time: object) -> str | None:
    """Return the day of a time in ISO 8601."""
    return time[:_DAY] if isinstance(time, str) else None


def _without_empty(node: _Node) -> _Node:
    """Return what an object says, without what it does not."""
    return {key: value for key, value in node.items() if value}
