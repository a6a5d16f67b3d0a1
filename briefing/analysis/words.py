"""Text → words and their stems: the one way in which queries and sentences are cut into words, so that they meet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from unicodedata import normalize

import Stemmer

from briefing.lexicon import base, cached, table

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’ʼ]s?$", re.IGNORECASE)
_SLAVIC = re.compile(r"(?<=\w\w[csz]k)(?:yy|yi|iy|ii|ij|y|i)$")
"""The end of a name that newspapers write in as many ways: Zelensky, Zelenskyy, Zelenskiy, Zelenskyi, Zelenskij."""
_SLAVIC_ENDING = re.compile(
    r"(?<=\w{3})(?:(?:ого|ому|ами|ями|ами|ах|ях|ам|ям|ом|ем|єм|ів|їв|ов|ев|ama|ima|om|em|ov|ou)|[aáeéiíouúyýąęаеєиіїоуюяьй]{1,3})$"
)
"""The case ending of a name, which no dictionary holds."""
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}")

ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali",
    "nl": "dutch", "no": "norwegian", "nb": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip
"""ISO 639-1 → Snowball algorithm. A language without one, and not in LEMMATISED, keeps its words as they are."""
ELIDED = {
    "ca": frozenset("d l m n s t".split()),
    "fr": frozenset("c d j jusqu l lorsqu m n puisqu qu quelqu quoiqu s t".split()),
    "it": frozenset(
        "all anch c com coll d dall degl dell dev dov gl l m mezz n nell quell quest s sull t tutt un v".split()
    ),
}
"""ISO 639-1 → the words that lose their last vowel before another: "l'armée" is two words."""
FUNCTION = "·"
"""Ends the stem of a function word, which is then no content word's: German "sich" and "Sicherheit" share theirs."""
LEMMATISED = {"bg": "bg", "bs": "hbs", "hr": "hbs", "lv": "lv", "mk": "mk", "sk": "sk", "sl": "sl", "uk": "uk"}
"""ISO 639-1 → simplemma's dictionary, for languages that inflect their words and have no Snowball algorithm."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a stretch of text, in order; the tuples run in step."""

    stems: tuple[str, ...]
    written: tuple[str, ...]
    """As the text has them."""
    spans: tuple[tuple[int, int], ...]
    """In the characters of the text that was given."""
    language: str | None = None
    """The language they are read in, without its region; None where it is not known."""


def words(text: str, language: str | None) -> Words:
    spans = tuple(match.span() for match in _WORD.finditer(text))
    code = base(language) if language else None
    if code in ELIDED:
        spans = tuple(part for span in spans for part in _elided(text, *span, ELIDED[code]))
    written = tuple(text[start:end] for start, end in spans)
    return Words(tuple(stems(written, language)), written, spans, code)


def _elided(text: str, start: int, end: int, elided: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The two words of one such as "l'armée", without the apostrophe."""
    first, mark, _ = straight(text[start:end]).partition("'")
    if mark and first.lower() in elided:
        yield start, start + len(first)
        yield start + len(first) + 1, end
    else:
        yield start, end


def straight(text: str) -> str:
    """The text with one kind of apostrophe, character for character."""
    return text.replace("’", "'").replace("ʼ", "'")


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
    lower = _SLAVIC.sub("y", straight(bare.lower()))
    if len(bare) > 1 and bare.isupper() and lower in stopwords(language):
        return bare
    if base(language) != "en" and lower in stopwords(language):
        return lower + FUNCTION
    if lemmatise := _lemmatiser(language):
        return lemmatise(lower)
    stemmer = _stemmer(language)
    return str(stemmer.stemWord(lower)) if stemmer else lower


@cached
def _known_stems(language: str) -> dict[str, str]:
    """Words already stemmed: text repeats itself."""
    return {}


@cached
def _lemmatiser(language: str | None) -> Callable[[str], str] | None:
    dictionary = LEMMATISED.get(base(language))
    if dictionary is None:
        return None
    import simplemma

    def lemmatise(word: str) -> str:
        known = simplemma.is_known(word, lang=dictionary)
        return simplemma.lemmatize(word, lang=dictionary).lower() if known else _SLAVIC_ENDING.sub("", word)

    return lemmatise


@cached
def _stemmer(language: str | None) -> Stemmer.Stemmer | None:
    algorithm = ALGORITHMS.get(base(language))
    return Stemmer.Stemmer(algorithm) if algorithm else None


@cached
def stopwords(language: str | None) -> frozenset[str]:
    return frozenset(table("stopwords").get(base(language), ()))
