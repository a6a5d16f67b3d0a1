"""Dangling references: whether a sentence can stand without the one before it.

"These figures, however, ..." and "He added that ..." cannot. The opening words decide, as they do for a reader; the
words are those of lexicon/references.yaml.
"""

from __future__ import annotations

import re
from typing import Literal

from briefing.lexicon import cached, table

Lean = Literal["demonstrative", "conclusion", "pronoun", "connective", "comparative"]

_INTRODUCED = re.compile(
    r"[\s\"“]*(?P<opening>[A-Z][a-z]+(?:\s+[a-z]+){0,3}),?\s+(?:he|she|they|this|these|those)\s+(?:\w+\s+)?(?:is|was|are|were|\w+ed|had|has|have|would|will|said|could|may|might)\b"
)
"""After a few words of introduction, a subject that nobody has named yet: "In practice this would mean ...". Where they
hold a verb of saying, they name one: "Police said they had ..."."""
_EXPLETIVE = re.compile(
    r"it(?:'s|\s+(?:is|was|remains))\s+(?:(?:not|still|also|now|yet)\s+)*(?!(?:something|one|this|that|these|those)\b)\w+"
    r"\s+(?:that|whether|how|why|who|what|when|where)\b",
    re.IGNORECASE,
)
"""An "it" that stands for what follows: "It is unclear whether ..."."""
_NO_SUCH = re.compile(r"\b(?:no|any) such\b")
_OF_THAT = re.compile(
    r"\b(?:of|than|from|for|with|about) (?:that|those|these|them)(?=[.,;:!?]|$)"
    r"|, (?:that|this) (?:is|was|would|could)\b"
    r"|^\W*(?:\w+ ){1,3}of (?:it|them|these|those)\b"
)
"""A pronoun that stands for what was said: "roughly a quarter of that", "Thousands of them ..."."""
_NOT_BACK = r"(?:as|who|whose|whom|which|that|of|in|on|at|from|with|by|for|to|under)\b"
"""What follows a word that introduces something instead: "towns such as", "those who", "those in the east"."""
_OPENING = re.compile(r"[\s\"'“”‘’«»„(\[—–-]*")


@cached
def _opens(language: str) -> tuple[tuple[Lean, re.Pattern[str]], ...]:
    kinds: tuple[tuple[Lean, str], ...] = (
        ("demonstrative", "demonstratives"),
        ("pronoun", "pronouns"),
        ("conclusion", "conclusions"),
        ("connective", "connectives"),
        ("comparative", "comparatives"),
    )
    words = table("references").get(language, {})
    return tuple((lean, _either(words[key])) for lean, key in kinds if key in words)


def _either(words: list[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})(?![\w’'-])", re.IGNORECASE)


def leans_on(sentence: str, language: str | None) -> Lean | None:
    """How the sentence leans on the one before it, or None when it stands alone."""
    sentence = sentence.replace("’", "'")
    start = _OPENING.match(sentence)
    at = start.end() if start else 0
    language = (language or "en").split("-")[0]
    if _EXPLETIVE.match(sentence, at) or _now(language).match(sentence, at):
        return None
    for lean, pattern in _opens(language):
        if pattern.match(sentence, at):
            return lean
    return None


@cached
def _now(language: str) -> re.Pattern[str]:
    """ "This year" and "this coming Monday" tell the time as the writer's own day does."""
    times = "|".join(table("references").get(language, {}).get("time nouns", ()))
    return re.compile(rf"(?:this|these)\s+(?:(?:past|coming)\s+)?(?:{times})\b" if times else "(?!)", re.IGNORECASE)


def needs_before(sentence: str, language: str | None) -> bool:
    """Whether a reader could not tell who or what it speaks of without the sentence before. "However" can be read
    alone; "He added" and "As a result" cannot."""
    if leans_on(sentence, language) in ("demonstrative", "conclusion", "pronoun", "comparative"):
        return True
    stripped = sentence.replace("’", "'")
    after_connective = _connective((language or "en").split("-")[0]).match(stripped)
    if after_connective and leans_on(stripped[after_connective.end() :], language) not in (None, "connective"):
        return True
    if _bare_office().match(stripped) and _adjectives().isdisjoint(stripped.split()[:4]):
        return True
    if _introduced(stripped) or _NO_SUCH.search(stripped) or _OF_THAT.search(stripped):
        return True
    return bool(_unnamed_speaker((language or "en").split("-")[0]).search(stripped))


@cached
def _connective(language: str) -> re.Pattern[str]:
    words = table("references").get(language, {}).get("connectives", ())
    return re.compile(rf"[\s\"“]*(?:{'|'.join(map(re.escape, words))})\b,?\s*" if words else "(?!)", re.IGNORECASE)


@cached
def _bare_office() -> re.Pattern[str]:
    """A sentence that opens with an office or a ministry and names nobody and no country: "The minister declined.",
    "The Defence Ministry's figures were old". Whose it is, the sentence before tells."""
    titles = table("offices")["titles"]
    offices = "|".join(re.escape(title) for title in sorted(titles, key=lambda title: (-len(title), title)))
    ministry = r"(?:[A-Z]?[a-z]+ ){0,2}[Mm]inistry"
    nobody = r"(?!,? [A-Z])(?:[^A-Z]|(?<=[^\s\W])[A-Z])*$"
    return re.compile(rf"The (?:(?i:{offices})|{ministry})(?:'s)?\b{nobody}")


@cached
def _adjectives() -> frozenset[str]:
    """Of countries: "Danish"."""
    return frozenset(word for entry in table("countries").values() for word in entry.get("adjectives", ()))


def _introduced(sentence: str) -> bool:
    match = _INTRODUCED.match(sentence)
    return bool(match and saying().isdisjoint(match["opening"].split()))


@cached
def saying() -> frozenset[str]:
    return frozenset(form for forms in table("speech")["neutral"].values() for form in forms)


@cached
def _unnamed_speaker(language: str) -> re.Pattern[str]:
    """A quotation whose speaker is a pronoun: "We gave up our arms," she said."""
    pronouns = table("references").get(language, {}).get("pronouns", ())
    verbs = sorted(saying())
    who = "|".join(map(re.escape, pronouns))
    return re.compile(
        rf"[,?!]['\"”»]\s+(?:{who})\s+(?:\w+\s+)?(?:{'|'.join(verbs)})\b" if pronouns else "(?!)", re.IGNORECASE
    )


def points_back(sentence: str, language: str | None) -> bool:
    """Whether it takes up something said before: "These figures", "on such operations", but not "this year"."""
    if leans_on(sentence, language) == "demonstrative" or _OF_THAT.search(sentence):
        return True
    return bool(_pointing((language or "en").split("-")[0]).search(sentence))


@cached
def _pointing(language: str) -> re.Pattern[str]:
    times = table("references").get(language, {}).get("time nouns", ())
    return re.compile(
        rf"\b(?:such|these|those|this)\s+(?!{_NOT_BACK})(?!(?:(?:past|coming)\s+)?(?:{'|'.join(times)})\b)(?:[a-z]+)"
        if times
        else "(?!)"
    )
