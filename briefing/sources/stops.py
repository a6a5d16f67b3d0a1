"""What a full stop means: the rules of news text that sentencex lacks, one function each, and `RULES`, their order.

A rule answers True where a sentence ends, False where it goes on, and None where it does not know. Facts about words
are in lexicon/sentences.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from briefing._quotation import quotations
from briefing.lexicon import cached, table
from briefing.sources.speech import reporting_verbs

FEW_CAPITALS = 0.002
"""Share of capitals; prose has ten times as many, one at the head of each sentence and name."""
LONGEST_ABBREVIATION = 20
"""Characters; so far back the word before a full stop is looked for."""
LOOK_AHEAD = 80
"""Characters; so far behind a full stop the next word or the speaker of a quotation is looked for."""
SPEAKER_WORDS = 6
"""Up to the verb of who said it: "Regional governor Roman Busargin then said"."""
LONGEST_ASIDE = 1000
"""Characters between brackets."""

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪĮİĶĻŁŃŇŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽΑ-ΩЀ-ЯҐ"
LOWER = "a-zß-öø-ÿāăąćčďđēęěğģīįıķļłńňőœřśşšţťūůűųźżžα-ωа-џґ"

_CAPITAL = re.compile(f"[{UPPER}]")
_OPENING = " \t\r\n\xa0“„«‘\"'(["
_CLOSING = re.compile(r"(?:[”»’)\]]|[\"'](?!\w)|“(?=\s|$))+")
_LATE_CLOSING = re.compile(r"\s*[”\"»]")
_NOTE = re.compile(
    rf"""(?:\s*\[(?:\d{{1,3}}|…|\.\.\.)\][,–-]?)+(?=\s|$)  # [6], and the mark of an omission
      | [¹²³⁰⁴-⁹]+
      | (?<=[{LOWER}]{{3}}[.!?])\d{{1,3}}(?=\s+[{UPPER}])  # the end.12 The next""",
    re.VERBOSE,
)
_NOTE_APART = re.compile(rf"\s+\d{{1,3}}(?=\s+([{UPPER}][\w’']*))")
_WORD_BEFORE = re.compile(r"[^\W\d_][\w.]*$")
_WORD_AFTER = re.compile(r"(\W*)([\w’']*)")
_INITIALS = re.compile(rf"(?:[{UPPER}]\.)+[{UPPER}]|[Ѐ-ЯҐ]")  # a single Latin one, as in "J. Smith", sentencex knows
_GLUED = re.compile(
    rf"""(?:[{LOWER}]{{2}}[.!?]+[”"’»)]*[“«]?[{UPPER}]  # the end.Then
          | (?:\d\d|.[%)])[.!?]+[”"’»)]*[“«]?[{UPPER}](?=[{LOWER}]))  # in 2012.Then
        [^\W\d_]*[\s,’']""",
    re.VERBOSE | re.DOTALL,
)
_MAY_BE_GLUED = re.compile(rf"[{LOWER}\d)%][.!?]+[”\"’»)]*[“«]?[{UPPER}][{LOWER}\s]")
_I_SAID = re.compile(r"\s+I (\w+)(?: (?:him|her|them))?[.,;]")
_ADDRESS = re.compile(r"[#@]|[a-z]+(?:://|\.[a-z])")


@dataclass(frozen=True, slots=True)
class Prose:
    """One block of text, and what all its sentences share."""

    text: str
    language: str
    """ISO 639-1, without a region."""
    cased: bool
    """False for a text that was put in lower case, and in scripts without capitals."""
    quotations: frozenset[int]
    """Where they end."""

    @classmethod
    def of(cls, text: str, language: str) -> Prose:
        cased = len(_CAPITAL.findall(text)) > FEW_CAPITALS * len(text)
        return cls(text, language.split("-")[0], cased, frozenset(end for _, end in quotations(text)))


@dataclass(slots=True)
class Stop:
    """A full stop, or what may be one, with the words on either side."""

    prose: Prose
    start: int
    mark: str
    """All of it: "?!", "..."."""
    end: int
    """Behind what closes with it: quotation marks, brackets, footnote marks."""
    word: str
    """The word before it, inner full stops included: "U.S" before the last one of "U.S."."""
    gap: str
    """What stands between it and the next word."""
    following: str
    """The next word, "" where none follows."""
    opener: bool
    """Whether that is a word which begins sentences and is no name, such as "The"."""

    @classmethod
    def of(cls, prose: Prose, mark: re.Match[str]) -> Stop:
        text, start = prose.text, mark.start()
        word = _WORD_BEFORE.search(text, max(0, start - LONGEST_ABBREVIATION), start)
        end = closed(prose, mark.end())
        after = _WORD_AFTER.match(text, end, end + LOOK_AHEAD)
        assert after is not None  # both of its parts may be empty
        initial = text[after.end() : after.end() + 1] == "."
        opener = not initial and after[2] in _words("openers", prose.language)
        return cls(prose, start, mark[0], end, word[0] if word else "", after[1], after[2], opener)


def ends_sentence(stop: Stop) -> bool | None:
    """The answer of the first rule that knows one."""
    for rule in RULES:
        if (answer := rule(stop)) is not None:
            return answer
    return None


def closed(prose: Prose, at: int) -> int:
    """The end of the sentence whose full stop ends at `at`: what closes with it belongs to it."""
    closing = _CLOSING.match(prose.text, at)
    end = closing.end() if closing else at
    late = _LATE_CLOSING.match(prose.text, end)
    if late and late.end() in prose.quotations:
        end = late.end()
    if note := _NOTE.match(prose.text, end):
        return note.end()
    # "the end. 12 The next" has a footnote mark, "the end. 12 soldiers" and "the end. 12 Ukrainians" have a number
    apart = _NOTE_APART.match(prose.text, end)
    return apart.end() if apart and apart[1] in _words("openers", prose.language) else end


def inside_a_word(stop: Stop) -> bool | None:
    """ "U.S.-led", "3.5", "example.com"; but "It was over.Then they left"."""
    if not stop.following or stop.gap.strip('“«"') or (stop.gap and not stop.prose.cased):
        return None
    if stop.following[0].isdigit():
        return False
    text = stop.prose.text
    if _GLUED.match(text, max(0, stop.start - 2)):
        return stop.word not in _words("titles", stop.prose.language)
    caseless = not stop.following[0].isupper() and not stop.following[0].islower()
    return None if caseless or _MAY_BE_GLUED.match(text, max(0, stop.start - 1)) else False


def after_an_abbreviation(stop: Stop) -> bool | None:
    """ "U.S. President" goes on, and so does "4 p.m. Tuesday"; "in the U.S. The" does not."""
    initials = _INITIALS.fullmatch(stop.word)
    if stop.mark != "." or not stop.following or not (initials or _is_among(stop, "abbreviations")):
        return None
    if not stop.prose.cased or stop.gap.strip(_OPENING):
        return False
    if _is_among(stop, "times") and stop.following in _words("after_times", stop.prose.language):
        return False
    if stop.opener:
        return True
    return False if initials else None


def before_a_name(stop: Stop) -> bool | None:
    """After a title, as in "Gov. Busargin", and after a word like "vs." or the "vol." of "vol. 2" something goes on."""
    if stop.mark != "." or not stop.following:
        return None
    numbered = stop.following[0].isdigit() and _is_among(stop, "numbered")
    return False if numbered or _is_among(stop, "titles") else None


def before_lower_case(stop: Stop) -> bool | None:
    """ "Yahoo! said", "so on ... and", "“Never!” he said"; but "The end. example.com is"."""
    if not stop.prose.cased or not stop.following.islower() or (stop.mark == "." and "(" in stop.gap):
        return None
    address = _ADDRESS.match(stop.prose.text, stop.end + len(stop.gap.rstrip("#@")))
    return None if address else False


def before_its_speaker(stop: Stop) -> bool | None:
    """A quotation is not parted from who says it: "“Never!” Starmer warned". One that ends in a full stop has none."""
    asked = stop.mark != "." and stop.end in stop.prose.quotations
    return False if asked and _names_speaker(stop) else None


def before_a_note(stop: Stop) -> bool | None:
    """ "the end.12 The next": the footnote mark hides the full stop from sentencex."""
    noted = stop.prose.text[stop.end - 1].isdigit() and stop.gap.isspace()
    return True if noted and stop.following[:1].isupper() else None


def after_an_answer(stop: Stop) -> bool | None:
    """ "No. Keys?": one word is a sentence where it stands alone, though elsewhere it may be an abbreviation."""
    if stop.word not in _words("answers", stop.prose.language) or not stop.following[:1].isupper():
        return None
    return True if _heads_sentence(stop.prose.text, stop.start - len(stop.word)) else None


def after_trailing_off(stop: Stop) -> bool | None:
    """ "And so … The end"."""
    return True if stop.opener and stop.mark.endswith(("…", "...")) else None


def after_an_aside(stop: Stop) -> bool | None:
    """ "(They left on Monday.) The rest stayed.\""""
    text = stop.prose.text
    if ")" not in text[stop.start : stop.end] or not stop.following[:1].isupper():
        return None
    opening = text.rfind("(", max(0, stop.start - LONGEST_ASIDE), stop.start)
    return True if stop.opener or (opening >= 0 and _heads_sentence(text, opening)) else None


RULES: tuple[Callable[[Stop], bool | None], ...] = (
    inside_a_word,
    after_an_abbreviation,
    before_a_name,
    before_lower_case,
    before_its_speaker,
    before_a_note,
    after_an_answer,
    after_trailing_off,
    after_an_aside,
)


def _is_among(stop: Stop, kind: str) -> bool:
    """Whether the word before is in a list of the lexicon, in any case where the text has lost its own."""
    listed = _words(kind, stop.prose.language)
    word = stop.word
    return word in listed or (not stop.prose.cased and (word.capitalize() in listed or word.upper() in listed))


def _heads_sentence(text: str, at: int) -> bool:
    """Whether only white space and opening marks stand between `at` and the full stop before it."""
    before = text[max(0, at - 10) : at].rstrip(_OPENING)
    return not before or before[-1] in ".!?…”»\"’')]"


def _names_speaker(stop: Stop) -> bool:
    """Whether a name of a few words and a reporting verb follow: "Starmer warned", "Mr. Peskov later told us"."""
    if stop.opener and stop.prose.cased:
        mine = _I_SAID.match(stop.prose.text, stop.end)
        return mine is not None and mine[1] in reporting_verbs()
    titles, adverbs = (_words(kind, stop.prose.language) for kind in ("titles", "before_verbs"))
    for word in stop.prose.text[stop.end : stop.end + LOOK_AHEAD].split()[:SPEAKER_WORDS]:
        if word.rstrip(",.;") in reporting_verbs():
            return True
        if word.endswith((".", "!", "?", ":")) and word[:-1] not in titles:
            return False
        if stop.prose.cased and word[0].islower() and word not in adverbs:
            return False
    return False


@cached
def _words(kind: str, language: str) -> frozenset[str]:
    """A list of lexicon/sentences.yaml; the titles of offices.yaml go with the English ones."""
    listed = frozenset(table("sentences").get(language, {}).get(kind, ()))
    if kind == "titles" and language == "en":
        return listed | {abbreviation.rstrip(".") for abbreviation in table("offices")["abbreviations"]}
    return listed
