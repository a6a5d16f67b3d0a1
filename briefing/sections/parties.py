"""Who speaks for whom, learned from the documents: "Kremlin spokesman Dmitry Peskov" makes Peskov one of Russia's.

Office holders change, so no list of names would stay true; newspapers introduce each person once, and that is enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from briefing.analysis.words import Words, stopwords, words
from briefing.lexicon import base, cached, grammar, table
from briefing.sections.expressions import countries

REACH = 5
"""Words between the party and the name it introduces: "Russia's deputy foreign minister for Asia"."""
TITLE = 3
"""Words between a title and the party behind it: "ministre des Affaires étrangères russe"."""
MAJORITY = 0.6
"""Share of a surname's introductions that must name one party before it is taken for that party's."""


def party_of(name: str, language: str | None) -> str:
    """Whom a speaker speaks for, as far as the name tells: the country in it, or else its last word, so that "the U.K.
    Defense Ministry" and "the Ministry of Defence in London" are one voice, and "Grey" is "Anna Grey"."""
    cut = words(name, language)
    known = countries(language)
    for place in range(len(cut.stems)):
        for size in (2, 1):
            if parties := known.get(cut.stems[place : place + size]):
                return parties[0]
    return cut.stems[-1] if cut.stems else name


@cached
def _titles(language: str | None) -> frozenset[str]:
    """The last word of each title: "prime minister" and "foreign minister" are found by "minister"."""
    titles = table("offices")["titles"] if base(language) == "en" else grammar("titles", language)
    return frozenset(words(title, language).stems[-1] for title in titles)


def learn(passages: Iterable[tuple[Words, str | None]]) -> dict[str, str]:
    """Stem of a surname → the country or body that its bearer speaks for."""
    seen: dict[str, Counter[str]] = {}
    for cut, language in passages:
        for surname, party in _introductions(cut, language):
            seen.setdefault(surname, Counter())[party] += 1
    learned = {}
    for surname, parties in seen.items():
        party, count = min(parties.items(), key=lambda item: (-item[1], item[0]))
        if count >= MAJORITY * parties.total():
            learned[surname] = party
    return learned


def _introductions(cut: Words, language: str | None) -> Iterator[tuple[str, str]]:
    known = countries(language)
    for place, stem in enumerate(cut.stems):
        parties = known.get((stem,)) or (
            known.get(cut.stems[place : place + 2]) if place + 1 < len(cut.stems) else None
        )
        # "russe" and "російський" have no capital, and neither has German "russische"
        if not parties or (base(language) == "en" and not cut.written[place][0].isupper()):
            continue
        end = place + (1 if known.get((stem,)) else 2)
        surname = (
            _name_after(cut, end, language)
            or _name_next(cut, place, end, language)
            or _name_before(cut, place, language)
        )
        if surname:
            yield surname, parties[0]


def _name_after(cut: Words, start: int, language: str | None) -> str | None:
    """The surname in "Russian President Vladimir Putin" and "Russia's president, Vladimir Putin"."""
    titled = None
    for place in range(start, min(start + REACH, len(cut.stems))):
        if cut.stems[place] in _titles(language):
            titled = place
        elif titled is not None:
            return _surname(cut, place, language) if place == titled + 1 else None
    return None


def _name_next(cut: Words, place: int, end: int, language: str | None) -> str | None:
    """The surname in "le président russe Vladimir Poutine" and "president of Russia Vladimir Putin"."""
    titled = any(stem in _titles(language) for stem in cut.stems[max(0, place - TITLE) : place])
    return _surname(cut, end, language) if titled else None


def _name_before(cut: Words, place: int, language: str | None) -> str | None:
    """The surname in "Dmitry Peskov, the Kremlin's spokesman" and "Emmanuel Macron of France"."""
    if base(language) != "en":
        return None
    if not any(stem in _titles(language) for stem in cut.stems[place + 1 : place + 1 + REACH - 1]):
        return None
    end = place - 1 if place and cut.written[place - 1].lower() in ("the", "a", "of") else place
    if end < 2 or not all(_is_name(cut, p, language) for p in (end - 1, end - 2)):
        return None
    return cut.stems[end - 1]


def _surname(cut: Words, place: int, language: str | None) -> str | None:
    """The last of two to four capitalised words from `place` on."""
    end = place
    while end < len(cut.stems) and end - place < 4 and _is_name(cut, end, language):
        end += 1
    return cut.stems[end - 1] if end - place >= 2 else None


def _is_name(cut: Words, place: int, language: str | None) -> bool:
    written, stem = cut.written[place], cut.stems[place]
    return (
        written[0].isupper()
        and len(written) > 1
        and stem not in _titles(language)
        and written.lower() not in stopwords(language)
        and (stem,) not in countries(language)
    )
