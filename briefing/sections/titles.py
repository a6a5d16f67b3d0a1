"""Titles that the documents give one person differently: "President Grey" here, "former President Grey" there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from briefing.lexicon import cached, table
from briefing.model import Disagreement, Document, Finding, Mention, Version

Uses = Mapping[tuple[str, str], Sequence[tuple[Mention, bool]]]
"""Surname and title → where a document gives that person that title, and whether as a former one."""

_NAME = r"[^\W\d_a-z][\w’'-]*"
"""A word that begins with a capital, of any script that has them."""
_QUALIFIED = r"(?:[A-Z][\w.]*\s+){0,2}"
"""What may stand between a prefix and the title: "former U.S. President", "former French Prime Minister"."""


class Evidence(Protocol):
    """What this module needs to know of the documents."""

    @property
    def titles(self) -> Uses: ...
    def count(self, documents: Iterable[Document]) -> int: ...


def disputed_titles(findings: Sequence[Finding], evidence: Evidence) -> tuple[Disagreement, ...]:
    """A disagreement for each person whom the findings name with a title that another document says is a former one, or
    the other way round."""
    cited = _cited(findings)
    found = []
    for (surname, _), uses in sorted(evidence.titles.items()):
        current, former = ([m for m, is_former in uses if is_former is kind] for kind in (False, True))
        named = [mention for mention in (*current, *former) if _finding_of(mention, cited)]
        apart = {m.document.id for m in current} - {m.document.id for m in former}
        if not (current and former and named and apart):
            continue
        versions = tuple(
            Version(mentions, evidence.count(m.document for m in mentions), disputed=True)
            for kind in (current, former)
            for mentions in [_once(kind, cited)]
        )
        found.append(Disagreement("title", _fullest(uses, surname), versions))
    return tuple(found)


def _cited(findings: Sequence[Finding]) -> list[tuple[str, int, int, str]]:
    return [
        (excerpt.sentence.document.id, excerpt.start, excerpt.end, finding.id)
        for finding in findings
        for excerpt in finding.excerpts
    ]


def _finding_of(mention: Mention, cited: Iterable[tuple[str, int, int, str]]) -> str | None:
    return next(
        (finding for id, start, end, finding in cited if id == mention.document.id and start <= mention.start < end),
        None,
    )


def _once(mentions: Sequence[Mention], cited: Sequence[tuple[str, int, int, str]]) -> tuple[Mention, ...]:
    """One mention a document, one that a finding quotes where there is any."""
    chosen: dict[str, Mention] = {}
    for mention in mentions:
        finding = _finding_of(mention, cited)
        known = chosen.get(mention.document.id)
        if known is None or (finding and not known.finding):
            chosen[mention.document.id] = Mention(mention.document, mention.start, mention.end, finding)
    return tuple(chosen.values())


def titles_in(documents: Iterable[Document]) -> Uses:
    """Where the documents give whom which title, of those whom one of them calls a former one: few are, and every title
    in every document takes a while to find."""
    documents = list(documents)
    formers = {_surname(match) for document in documents for match in _titled(former=True).finditer(document.text)}
    uses: dict[tuple[str, str], list[tuple[Mention, bool]]] = {}
    for document in documents:
        named = any(surname in document.text for surname in formers)
        for match in _titled().finditer(document.text) if named else ():
            mention = Mention(document, match.start(), match.end())
            key = (_surname(match), match["title"].lower())
            uses.setdefault(key, []).append((mention, bool(match["former"])))
    return uses


def _surname(match: re.Match[str]) -> str:
    return re.sub(r"['’]s$", "", match["name"].split()[-1])


def _fullest(uses: Sequence[tuple[Mention, bool]], surname: str) -> str:
    names = [match["name"] for mention, _ in uses if (match := _titled().fullmatch(mention.text))]
    return re.sub(r"['’]s$", "", " ".join(max(names, key=lambda name: (len(name.split()), name)).split())) or surname


@cached
def _titled(former: bool = False) -> re.Pattern[str]:
    """A title that stands before a name, with the word that says that it is no longer held; `former`: only with it."""
    offices = table("offices")
    titles = "|".join(
        re.escape(t).replace(r"\ ", r"\s+") for t in sorted(offices["titles"], key=lambda t: (-len(t), t))
    )
    ended = "|".join(re.escape(word) for word in offices["former"])
    return re.compile(
        rf"(?<!\w)(?:(?i:(?P<former>{ended}))[\s-]+{_QUALIFIED}){'' if former else '?'}(?P<title>(?i:{titles}))\s+"
        rf"(?P<name>{_NAME}(?:\s+(?:[A-Z]\.\s+)?{_NAME}){{0,2}})"
    )
