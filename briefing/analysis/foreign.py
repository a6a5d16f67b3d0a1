"""Who says something, in languages of which only the verbs of speech are known: a verb and a name side by side.

„Wir fahren“, sagte Anna Grau. Anna Grau sagte: „Wir fahren“. Laut Anna Grau fahren sie. Nothing else is tried: where
no name stands there, the speaker is not known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.analysis.attribution import Attribution, Phrase
from briefing.analysis.wording import Token, month_names, name_end, name_start
from briefing.analysis.words import stems
from briefing.lexicon import cached, grammar, spoken, table

NOUNS_IN_CAPITALS = frozenset(("de", "lb"))
"""Languages that write every noun with a capital: German and Luxembourgish."""
GOVERNED = 3
"""Words before a name among which its preposition stands."""
_OBLIQUE = re.compile(r"(?:ам|ям|ами|ями|ах|ях|ому|ему|ові|еві|[ую]|[оеє]й|[оеє]ю)$")
"""The end of a Russian or Ukrainian word in a case in which nobody says anything."""
BETWEEN = 8
"""Articles and titles between a verb and the name."""


@cached
def _words(language: str, kind: str) -> frozenset[str]:
    return frozenset(
        word.lower().replace("’", "'") for word in table("voices")["other"].get(language, {}).get(kind, ())
    )


@cached
def _sources(language: str) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(_words(language, "sources"), key=len, reverse=True):
        split = tuple(phrase.split())
        found.setdefault(split[0], []).append(split)
    return found


def foreign_attributions(tokens: Sequence[Token], language: str) -> list[Attribution]:
    """Every one in a sentence, in order; none in a language that lexicon/voices.yaml does not know."""
    found: list[Attribution] = []
    place = 0
    while place < len(tokens):
        attribution = _at(tokens, place, language)
        if attribution is not None:
            found.append(attribution)
            place = attribution.end
        else:
            place += 1
    return found


def _at(tokens: Sequence[Token], place: int, language: str) -> Attribution | None:
    token = tokens[place]
    if token.quote >= 0:
        return None
    for phrase in _sources(language).get(token.lower, ()):
        end = place + len(phrase)
        if tuple(t.lower for t in tokens[place:end]) == phrase and (subject := _name_after(tokens, end, language)):
            return Attribution(place, subject[1], " ".join(phrase), subject, behind=True)
    if token.lower not in _words(language, "verbs"):
        return None
    leads = place == 0 or not tokens[place - 1].word
    if leads and (subject := _name_after(tokens, place + 1, language)):
        return Attribution(place, subject[1], token.lower, subject, behind=True)
    if subject := _name_before(tokens, place, language):  # "Macron a accusé la Russie"
        return Attribution(place, place + 1, token.lower, subject)
    if subject := _name_after(tokens, place + 1, language):
        return Attribution(place, subject[1], token.lower, subject, behind=True)
    return None


def _name_after(tokens: Sequence[Token], start: int, language: str) -> Phrase | None:
    first = start
    while first < min(len(tokens), start + BETWEEN) and tokens[first].lower in _words(language, "between"):
        first += 1
    last = name_end(tokens, first)
    if last - first == 1 and tokens[first - 1].lower in grammar("prepositions", language):
        return None  # "a dit le maire de Lyon"
    return _named(tokens, first, last, language)


def _name_before(tokens: Sequence[Token], place: int, language: str) -> Phrase | None:
    end = place
    while end > max(0, place - BETWEEN) and tokens[end - 1].lower in _words(language, "between"):
        end -= 1
    apposed = end > 1 and tokens[end - 1].text == ","
    first = name_start(tokens, end - apposed)
    if apposed:  # "Le maire, Jean Roux, a déclaré"
        full = end - 1 - first >= 2 and first > 0 and tokens[first - 1].text == ","
        return _named(tokens, first, end - 1, language) if full else None
    while first < end and tokens[first].lower in _words(language, "between"):
        first += 1
    name = _named(tokens, first, end, language)
    return None if name and _is_governed(tokens, name[0], language) else name


def _is_governed(tokens: Sequence[Token], first: int, language: str) -> bool:
    """Whether a preposition governs the name, right before it or before an adjective: "Der Brand in Lowsay forderte
    Opfer", "Ein Sender aus dem benachbarten Lowsay sagte"."""
    for token in reversed(tokens[max(0, first - GOVERNED) : first]):
        if token.lower in grammar("prepositions", language):
            return True
        if not token.word or token.capital or token.lower in _words(language, "verbs"):
            return False
    return False


def _named(tokens: Sequence[Token], first: int, last: int, language: str) -> Phrase | None:
    """The run of capitalised words, without a small word that opens its sentence ("Er forderte") and the country that
    stands before a person's name ("міністр оборони України Рустем Умєров"). None where nothing is left, and where it
    is a day, a month, or a country in a longer name of which only this word has a capital ("Міністерство Росії")."""
    while first < last and tokens[first].lower in _small(language):
        first += 1
    while last - first > 2 and _is_country(tokens[first], language):
        first += 1
    if first == last or all(token.lower in _times(language) for token in tokens[first:last]):
        return None
    if last - first == 1 and _OBLIQUE.search(tokens[first].lower) and not _is_country(tokens[first], language):
        return None  # "Беженцам обещали помощь": those to whom it was promised
    held = tokens[first - 1].lower if first and tokens[first - 1].word else ""
    within = held and held not in _small(language) | _words(language, "verbs")
    if last - first == 1 and within and _is_country(tokens[first], language):
        return None
    return first, last


def _is_country(token: Token, language: str) -> bool:
    return stems([token.text], language)[0] in _countries(language)


@cached
def _countries(language: str) -> frozenset[str]:
    """The stems of the names and capitals of countries that are one word."""
    entries = spoken("countries", language).values()
    names = {name for entry in entries for kind in ("names", "capital") for name in entry.get(kind, ())}
    return frozenset(stems([name for name in names if " " not in name], language))


@cached
def _times(language: str) -> frozenset[str]:
    return month_names() | {form for forms in table("times").get(language, {}).get("weekdays", ()) for form in forms}


@cached
def _small(language: str) -> frozenset[str]:
    pronouns = table("references").get(language, {}).get("pronouns", ())
    return frozenset(table("stopwords").get(language, ())) | frozenset(pronouns)
