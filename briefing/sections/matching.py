"""Which facets of a query the words of a passage speak to, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefing.analysis.words import Words
from briefing.model import Facet, Term


@dataclass(frozen=True, slots=True)
class Match:
    facet: int
    term: Term
    first: int
    """Index of its first word among the passage's words."""
    last: int


class Matcher:
    """All terms of some facets, by the first stem, so that one walk over a passage's words finds them all."""

    def __init__(self, facets: Iterable[Facet], shadows: Sequence[Term] = ()) -> None:
        self._shadows = Matcher([Facet("shadows", tuple(shadows))]) if shadows else None
        self._exact: dict[str, list[tuple[int, Term]]] = {}
        self._prefixes: dict[str, list[tuple[int, Term]]] = {}
        self._suffixes: dict[str, list[tuple[int, Term]]] = {}
        for index, facet in enumerate(facets):
            for term in facet.terms:
                if not term.stems:
                    continue
                if term.suffix:
                    self._suffixes.setdefault(term.stems[0][-2:], []).append((index, term))
                elif term.prefix and len(term.stems) == 1:
                    self._prefixes.setdefault(term.stems[0][:2], []).append((index, term))
                else:
                    self._exact.setdefault(term.stems[0], []).append((index, term))

    def matches(self, words: Words) -> list[Match]:
        """Every match, but for single words inside a longer expression that means something else."""
        found = list(self._all(words))
        if self._shadows and found:
            hidden = {place for m in self._shadows._all(words) for place in range(m.first, m.last + 1)}
            found = [match for match in found if match.first != match.last or match.first not in hidden]
        return found

    def _all(self, words: Words) -> Iterator[Match]:
        for place, stem in enumerate(words.stems):
            for index, term in self._exact.get(stem, ()):
                if _speaks(words, term, place) and self._follows(words, place, term):
                    yield Match(index, term, place, place + len(term.stems) - 1)
            if self._prefixes or self._suffixes:
                yield from self._parts(words, place)

    def _parts(self, words: Words, place: int) -> Iterator[Match]:
        written = words.written[place].lower()
        for index, term in self._prefixes.get(written[:2], ()):
            if written.startswith(term.stems[0]) and _speaks(words, term, place):
                yield Match(index, term, place, place)
        for index, term in self._suffixes.get(written[-2:], ()):
            if written.endswith(term.stems[0]) and _speaks(words, term, place):
                yield Match(index, term, place, place)

    @staticmethod
    def _follows(words: Words, place: int, term: Term) -> bool:
        size = len(term.stems)
        if size == 1:
            return True
        if not term.prefix:
            return words.stems[place : place + size] == term.stems
        return (
            words.stems[place : place + size - 1] == term.stems[:-1]
            and place + size <= len(words.stems)
            and words.written[place + size - 1].lower().startswith(term.stems[-1])
        )


def _speaks(words: Words, term: Term, place: int) -> bool:
    """Whether the term is one of the words' language, and a name where it must be one: the German "Gift" is no gift,
    the Russian "газ" is not Gaza."""
    if term.capital and not words.written[place][0].isupper():
        return False
    return term.language is None or words.language is None or term.language == words.language
