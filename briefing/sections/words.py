"""Text → words and their stems: the one way in which queries and sentences are cut into words, so that they meet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import normalize

import Stemmer

from briefing.lexicon import cached, table

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’ʼ]s?$", re.IGNORECASE)
_SLAVIC = re.compile(r"(?<=\w\w[csz]k)(?:yy|yi|iy|ii|ij|y|i)$")
"""The end of a name that newspapers write in as many ways: Zelensky, Zelenskyy, Zelenskiy, Zelenskyi, Zelenskij."""
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}")

ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali",
    "nl": "dutch", "no": "norwegian", "nb": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""ISO 639-1 → Snowball algorithm. A language without one keeps its words as they are."""


TRUNCATED = frozenset("be bg bs hr lv mk sk sl uk".split())
"""Languages that inflect their words and have no Snowball algorithm: cutting the end off does nearly as well (McNamee
and Mayfield, "Character n-gram tokenization for European language text retrieval", 2004)."""
ENDING = 3
"""Letters that are cut off, ..."""
SHORTEST = 4
"""... as long as this many are left."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a stretch of text, in order; the tuples run in step."""

    stems: tuple[str, ...]
    written: tuple[str, ...]
    """As the text has them."""
    spans: tuple[tuple[int, int], ...]
    """In the characters of the text that was given."""


def words(text: str, language: str | None) -> Words:
    matches = list(_WORD.finditer(text))
    written = tuple(match[0] for match in matches)
    return Words(tuple(stems(written, language)), written, tuple(match.span() for match in matches))


def gaps(text: str, cut: Words) -> list[str]:
    """The text after each of the words, up to the next one."""
    ends = [start for start, _ in cut.spans[1:]] + [len(text)] * bool(cut.spans)
    return [text[span[1] : end] for span, end in zip(cut.spans, ends, strict=True)]


def stems(written: Iterable[str], language: str | None) -> list[str]:
    """One stem a word. Words that differ only in case share it, but for abbreviations that are function words in lower
    case: US, IT and WHO stay in capitals."""
    known = _known_stems(language or "en")
    for word in written:
        if word not in known:
            known[word] = _stem(word, language)
    return [known[word] for word in written]


def _stem(word: str, language: str | None) -> str:
    bare = _POSSESSIVE.sub("", normalize("NFC", word)) or word
    if _DOTTED.fullmatch(word):
        bare = word.replace(".", "").upper()
    lower = bare.lower().replace("’", "'")
    lower = _SLAVIC.sub("y", lower)
    if len(bare) > 1 and bare.isupper() and lower in stopwords(language):
        return bare
    stemmer = _stemmer(language)
    if stemmer:
        return str(stemmer.stemWord(lower))
    return lower[: max(SHORTEST, len(lower) - ENDING)] if (language or "").split("-")[0] in TRUNCATED else lower


@cached
def _known_stems(language: str) -> dict[str, str]:
    """Words already stemmed: text repeats itself."""
    return {}


@cached
def _stemmer(language: str | None) -> Stemmer.Stemmer | None:
    algorithm = ALGORITHMS.get((language or "en").split("-")[0])
    return Stemmer.Stemmer(algorithm) if algorithm else None


@cached
def stopwords(language: str | None) -> frozenset[str]:
    return frozenset(table("stopwords").get((language or "en").split("-")[0], ()))
