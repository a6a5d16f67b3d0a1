"""Dangling references: whether a sentence can stand without the one before it.

"These figures, however, ..." and "He added that ..." cannot. The opening words decide, as they do for a reader; the
words are those of lexicon/references.yaml.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import Literal

from briefing._quotation import quotations
from briefing.lexicon import cached, table

Lean = Literal["demonstrative", "definite", "conclusion", "pronoun", "connective", "comparative", "aside"]
Need = Literal["who", "whose", "sense", "occasion"]
"""What a reader could not tell without the sentence before it: who "she" is, whose "the minister" is, what it speaks of
at all; or only when, or upon what, something happened."""

_INTRODUCED = re.compile(
    r"[\s\"“]*(?P<opening>[A-Z][a-z]+(?:\s+[a-z]+){0,3}),?\s+(?:he|she|they|this|these|those(?! who))\s+(?:\w+\s+)?"
    r"(?:is|was|are|were|\w+ed|had|has|have|would|will|said|could|may|might)\b"
)
"""After a few words of introduction, a subject that nobody has named yet: "In practice this would mean ...". Where they
hold a verb of saying, they name one: "Police said they had ..."."""
_EXPLETIVE = (
    r"it(?:'s|\s+(?:is|was|remains|isn't|wasn't))\s+(?:(?:not|still|also|now|yet)\s+)*(?:(?!(?:something|one|this|that|these|those)\b)\w+"
    r"\s+(?:that|whether|how|why|who|what|when|where)\b|(?:%s)\s+(?:for\b|to\b)|to be (?:seen|decided|hoped)\b"
    r"|(?:un)?(?:clear|known|certain)\b[^.;]{0,60}?\b(?:that|whether|how|why|who|what|when|where)\b)"
    r"|it\s+(?:has |had )?(?:took|takes|taken|will take|would take)\b[^.,;]{0,60}\bto\b"
)
"""An "it" that stands for what follows: "It is unclear whether ...", "It took two days to ..."."""
_NO_SUCH = re.compile(r"\b(?:no|any) such\b")
_OF_THAT = re.compile(
    r"\b(?:[Oo]f|than|[Ff]rom|[Ff]or|with|about) (?:that|those|these|them)(?=[.,;:!?]|$)"
    r"|, (?:that|this) (?:is|was|would|could)\b"
    r"|^\W*(?:\w+ ){1,3}of (?:it|them|these|those)\b"
)
"""A pronoun that stands for what was said: "roughly a quarter of that", "Thousands of them ..."."""
_OF_SOMETHING = re.compile(r"\s+(?:to|of|for)\b")
"""What an occasion is told by: "In response to the vote", "As a result of it"."""
_NOT_BACK = r"(?:as|who|whose|whom|which|that|of|in|on|at|from|with|by|for|to|under)\b"
"""What follows a word that introduces something instead: "towns such as", "those who", "those in the east"."""
_APART = (
    r"those\s+(?:who|whose|whom|in|on|at|from|with|without|under|over|aged|near|behind|responsible|involved|accused|(?!needed)\w+ed|hurt|held"
    r"|caught|taking|seeking|living|working|calling|\w+ing)\b"
    r"|(?:both|neither)\s[^.,;]{1,80}?\s(?:and|nor)\s"
    r"|the former\s+(?:[a-z-]+\s+){1,5}(?-i:[A-Z][a-z]+)|the latter (?:half|part|stages?|years|days|months)\b"
    r"|so\s+(?:far|many|much|few|little|great|called)\b|such as\b"
)
"""What only looks like a word that takes something up: "Those who waited", "Both Ann and Ida", "So far"."""
_COMPLEMENT = r"(?!\s+(?:of|to|that|by|in|on|at|from|for|which|who|whether|about|between|against|over|with|how|why)\b)"
"""What the writer says behind a noun to tell which one: "The decision to sail", "The number of ferries"."""
_PLACE = re.compile(
    r"(?<!\w)(?:in|into|at|from|near|inside|outside|across|around|through|toward|towards|of|for|on|reach\w*|left|leav\w+"
    r"|visit\w*|enter\w*|where)\s+(?:(?:the|a|an|its|his|her|their|this|some|two|three)\s+)?[^\W\d_]+"
    r"|(?<!\w)to\s+(?:(?:the|a|an|its|his|her|their|this|some|two|three)\s+[^\W\d_]+|[A-Z]\w+)"
    r"|(?<=[\w,;] )[A-Z]\w+"
)
"""What may be the place that a "there" behind it stands for."""
_THERE = re.compile(
    r"(?<![\w-])(?<!out )(?<!over )(?<!up )(?<!down )(?<!get )"
    r"(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )there(?![\w'-])"
    r"(?!\s+(?:(?:also|still|now|then|may|might|must|can|could|would|will|should|have|has|had|never|already|probably|certainly|only|just)\s+)*"
    r"(?:is|are|was|were|be|been|being|to be|isn|aren|wasn|weren|remain\w*|seem\w*|appear\w*|exist\w*|c[ao]me|"
    r"follow\w*|will|would|could|can|may|might|must|should|ha[sd]|have|not|no)\b)",
    re.IGNORECASE,
)
"""A "there" that is a place, not "there is"."""
_DATED = re.compile(
    r"\b(?:\d{1,4}|[A-Z][a-z]{2,8}day|January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_QUANTITY = (
    r"\s+(?:(?:also|even|still|later|then|reportedly)\s+)?"
    r"(?:is|are|was|were|has|have|had|will|would|may|might|could|fled|died)\b"
)
_LEADING = 14
"""Words before a pronoun that may lead in to it: "Speaking in Lowsay on the eve of the vote, he ..."."""
BARE = 4
_WHERE = frozenset("in on at during last earlier later".split())
"""And of those that no comma parts from it, and with which they begin: not "For each boat he sells, Grey buys one"."""
_LED_IN = re.compile(
    rf"[\s\"“]*(?P<opening>[A-Z][a-z]+(?:,?\s+[\w'’.-]+){{1,{_LEADING}}}?)(?P<comma>,?)\s+(?P<subject>he|she|they|it)\s+"
    r"(?P<verb>(?:also |then |later |now )?\w+)\b"
)
_AFTERWARDS = re.compile(
    r",\s+(?:he|she|they|it)\s+(?:(?:also|then|later)\s+)?(?P<verb>\w+)(?=[.,;]|$|\s+(?:in|on|at|during|adding)\b)"
)
"""Reported speech with its speaker behind it: "The ferry would sail on Monday, he said"."""
_PERSON_INSIDE = re.compile(r"\b(?:he|she)\b")
_PERSON = re.compile(r"[\s\"“]*(?:in )?(?:he|she|his|her|him)\b", re.IGNORECASE)
_NAMING = frozenset(
    "in at on near into across inside outside from to during since before after until by with via of the".split()
)
"""Words before a name that is a place, a time or a hearer, not who is spoken of next: "In Lowsay, he ..."."""
_TAKEN_UP = re.compile(r"\W*(?:[\w'’-]+\s+){1,7}?(?P<word>these|those|such|this)\s+(?P<noun>[a-z]+)")
"""The first words of a sentence, where something stands that was told before: "The board disputed these figures"."""
_OPENING = re.compile(r"[\s\"'“”‘’«»„(\[—–-]*")


@cached
def _opens(language: str) -> tuple[tuple[Lean, re.Pattern[str]], ...]:
    kinds: tuple[tuple[Lean, str], ...] = (
        ("demonstrative", "demonstratives"),
        ("pronoun", "pronouns"),
        ("aside", "asides"),
        ("conclusion", "conclusions"),
        ("connective", "connectives"),
        ("comparative", "comparatives"),
    )
    words = table("references").get(language, {})
    found = [(lean, _either(words[key])) for lean, key in kinds if key in words]
    definites: tuple[tuple[Lean, str], ...] = (("demonstrative", "counts"), ("definite", "definites"))
    for lean, key in definites:
        if key in words:
            pattern = rf"the\s+(?:{_alternatives(words[key])})(?![\w'-]){_COMPLEMENT}"
            found.append((lean, re.compile(pattern, re.IGNORECASE)))
    if "quantities" in words:
        found.append(("comparative", re.compile(rf"(?:{_alternatives(words['quantities'])}){_QUANTITY}", re.I)))
    return tuple(found)


def _alternatives(words: Sequence[str]) -> str:
    """The words for a pattern, longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


def _either(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{_alternatives(words)})(?![\w’'-])", re.IGNORECASE)


def leans_on(sentence: str, language: str | None) -> Lean | None:
    """How the sentence leans on the one before it, or None when it stands alone."""
    sentence = sentence.replace("’", "'")
    start = _OPENING.match(sentence)
    at = start.end() if start else 0
    language = (language or "en").split("-")[0]
    if _alone(language).match(sentence, at) or _now(language).match(sentence, at):
        return None
    for lean, pattern in _opens(language):
        match = pattern.match(sentence, at)
        if match and not (lean in ("aside", "conclusion") and _OF_SOMETHING.match(sentence, match.end())):
            return lean
    return None


@cached
def _alone(language: str) -> re.Pattern[str]:
    """What looks as if it leaned on something and does not."""
    expletives = table("references").get(language, {}).get("expletives", ())
    return re.compile(rf"{_EXPLETIVE % _alternatives(expletives)}|{_APART}" if expletives else "(?!)", re.IGNORECASE)


@cached
def _now(language: str) -> re.Pattern[str]:
    """ "This year", "this coming Monday" and "so far" tell the time as the writer's own day does."""
    words = table("references").get(language, {})
    times, until = "|".join(words.get("time nouns", ())), "|".join(words.get("until now", ("(?!)",)))
    this = "|".join(words.get("this", ("this", "these")))
    return re.compile(
        rf"(?:(?:{this})\s+(?:(?:past|coming)\s+)?(?:{times})|{until})\b" if times else "(?!)", re.IGNORECASE
    )


def needs_before(sentence: str, language: str | None) -> bool:
    """Whether it cannot be read alone. "However" can be; "He added" and "As a result" cannot."""
    return need(sentence, language) is not None


def need(sentence: str, language: str | None) -> Need | None:
    """What a reader could not tell without the sentence before; None where it can be read alone."""
    stripped = sentence.replace("’", "'")
    base = (language or "en").split("-")[0]
    after_connective = _connective(base).match(stripped)
    start = after_connective.end() if after_connective else 0
    leans = {leans_on(sentence, language), leans_on(stripped[start:], language)}
    if not leans <= {None, "pronoun", "connective", "aside"} or _NO_SUCH.search(stripped) or _OF_THAT.search(stripped):
        return "sense"
    if "pronoun" in leans:
        return "who" if _PERSON.match(stripped, start) else "sense"
    if _introduced(stripped):
        return "who" if _PERSON_INSIDE.search(stripped) else "sense"
    if _led_in(stripped[start:]) or _unnamed_speaker(base).search(stripped):
        return "who"
    if base == "en" and _unnamed_behind(stripped):
        return "who"
    if _bare_office().match(stripped) and _adjectives().isdisjoint(stripped.split()[:4]):
        return "whose"
    if "aside" in leans:
        return "occasion"
    told = _unquoted(stripped) if base == "en" else ""
    return "occasion" if _elsewhere(told) or _before_then(told) or _takes_up(told) else None


def names_anything(sentence: str) -> bool:
    """Whether a name of any kind stands in it, for "the ministry" to come."""
    bare = [word.strip("\"“”'’.,;:()") for word in sentence.split()]
    return any(word[:1].isupper() and word != "I" and not _DATED.fullmatch(word) for word in bare[1:])


def names_somebody(sentence: str) -> bool:
    """Whether it holds a name that may be a person's or a body's, for a "she" to come: not only a place or a day."""
    written = sentence.replace("’", "'").split()
    bare = [word.strip("\"“”'.,;:()") for word in written]
    two = any(a[:1].isupper() and b[:1].isupper() and not _DATED.fullmatch(b) for a, b in itertools.pairwise(bare[:3]))
    return two or any(_names(bare, place) for place in range(1, len(bare)) if bare[place] != "I")


def _led_in(sentence: str) -> bool:
    """Whether a pronoun is the subject behind words that name nobody: "Speaking in Lowsay on Monday, she said"."""
    match = _LED_IN.match(sentence)
    if match is None:
        return False
    opening = match["opening"].split()
    leads = opening[0].lower() in _openers() or opening[0].endswith("ing")
    short = match["comma"] or (len(opening) <= BARE and opening[0].lower() in _WHERE)
    if not (leads and short) or (match["subject"] == "it" and match["verb"] not in saying()):
        return False
    return not any(_names(opening, place) for place in range(1, len(opening))) and saying().isdisjoint(opening[1:])


def _names(opening: Sequence[str], place: int) -> bool:
    """Whether a word of some names one whom the pronoun behind them may mean: no place, no time."""
    word = opening[place].strip(",.")
    if not word[:1].isupper() or _DATED.fullmatch(word):
        return False
    return opening[place - 1].lower() not in _NAMING and not opening[place - 1][:1].isupper()


@cached
def _openers() -> frozenset[str]:
    """Words that open a sentence before its subject, but for those that open a clause, which has one of its own."""
    voices = table("voices")
    leading = frozenset(voices["openers"]) | frozenset(voices["prepositions"])
    return leading - frozenset(voices["conjunctions"]) - {"with"}  # "With Grey gone, she ..."


def _unnamed_behind(sentence: str) -> bool:
    """Whether a pronoun behind the words says them: "The ferry would sail, he said."."""
    first = sentence.split(maxsplit=1)[:1]
    if first and first[0].strip("\"“'").lower() in _openers() | frozenset(table("voices")["conjunctions"]):
        return False
    return any(match["verb"] in saying() for match in _AFTERWARDS.finditer(sentence))


def _elsewhere(sentence: str) -> bool:
    """Whether a "there" stands for a place that the sentence does not name: "the Swedes" are none."""
    there = _THERE.search(sentence)
    if there is None:
        return False
    named = (match[0].split()[-1] for match in _PLACE.finditer(sentence, 0, there.start()))
    return all(word in _peoples() for word in named)


@cached
def _peoples() -> frozenset[str]:
    return frozenset(word for entry in table("countries").values() for word in entry.get("people", ()))


def _before_then(sentence: str) -> bool:
    """Whether a "since then" stands for a time that the sentence does not give."""
    match = _times_before().search(sentence)
    return bool(match and not _DATED.search(sentence, 0, match.start()))


@cached
def _times_before() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w-])(?:{_alternatives(table('references')['en']['times before'])})(?![\w-])", re.IGNORECASE
    )


def _takes_up(sentence: str) -> bool:
    """Whether its first words hold something that the sentence before tells: "The board disputed these figures"."""
    match = _TAKEN_UP.match(sentence)
    if match is None or re.match(_NOT_BACK, match["noun"]):
        return False
    words = table("references")["en"]
    return match["noun"] not in {*words["time nouns"], *words["deictic"], "past", "coming", "much", "many", "a", "an"}


def _unquoted(sentence: str) -> str:
    """The sentence with what stands in quotation marks blanked out: there, "here" and "these" are the speaker's."""
    held = list(sentence)
    for start, end in quotations(sentence):
        held[start:end] = " " * (end - start)
    return "".join(held)


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
