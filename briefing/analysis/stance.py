"""Who speaks or acts in a sentence: how far a party named in it is the one that says, wants or does something.

"Russia has said it will not accept troops" states a position of Russia's; "a violation would lead to the Russians
having to contend with ..." does not. What counts is the reporting verb (lexicon/speech.yaml) that the party governs.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from briefing.analysis.words import Words
from briefing.lexicon import base, cached, grammar, table

REACH = 8
"""Words between a party and its verb: "the Kremlin's envoy for the Middle East, X, warned"."""
STANCE, CLAIM, NEUTRAL = 1.0, 0.9, 0.8
"""How much each group of verbs tells of a position: rejecting is one, saying may be one."""
REPORT = 0.3
"""A neutral verb in a sentence that counts something, without will or must: news of an event, not a position."""
SHARED = 0.25
"""What is left where another party is named along with it, or reports what it does: "Ukraine said Russia refused"."""


@cached
def _words(kind: str) -> frozenset[str]:
    return frozenset(table("references")["grammar"][kind])


@cached
def _verbs() -> dict[str, float]:
    speech = table("speech")
    found: dict[str, float] = {}
    for group, weight in (("neutral", NEUTRAL), ("claim", CLAIM), ("stance", STANCE)):
        for forms in speech[group].values():
            for form in forms:
                if " " not in form and not form.endswith("ing"):
                    found[form] = max(weight, found.get(form, 0))
    return found


@cached
def _bases() -> frozenset[str]:
    """Forms that may be nouns ("support", "demand"): they are verbs after an auxiliary only."""
    speech = table("speech")
    return frozenset(forms[0] for group in ("neutral", "claim", "stance") for forms in speech[group].values())


def stance(lowered: Sequence[str], gaps: Sequence[str], first: int, last: int, counts: bool) -> float:
    """0 to 1: how far the party at words `first` to `last` states something in this sentence.

    `lowered` are the sentence's words in lower case, `gaps` the text after each of them; `counts` says whether the
    sentence holds a figure.
    """
    before = first - 1
    while before >= 0 and lowered[before] in _words("titles"):
        before -= 1
    if before >= 1 and lowered[before - 1 : before + 1] == ["according", "to"]:
        return _neutral(lowered, counts)
    if before >= 0 and lowered[before] in _words("prepositions"):
        return 0.0
    weight = _verb_after(lowered, gaps, last)
    reported = before >= 0 and lowered[before] in _verbs()
    if reported and any(mark in gaps[before - 1] for mark in '”"’»,') and before >= 1:
        weight, reported = max(weight, _verbs()[lowered[before]]), False  # ..., said Peskov
    if NEUTRAL <= weight < STANCE:
        weight = min(weight, _neutral(lowered, counts, weight))
    shared = reported or (before >= 0 and lowered[before] in ("and", "both", "that"))
    return weight * (SHARED if shared else 1)


def anybody(lowered: Sequence[str], counts: bool) -> float:
    """0 to 1: how far anybody at all states something in this sentence."""
    weight = max(
        (
            _verbs().get(word, 0.0)
            for place, word in enumerate(lowered)
            if word not in _bases() or (place and lowered[place - 1] in _words("auxiliaries"))
        ),
        default=0.0,
    )
    return min(weight, _neutral(lowered, counts, weight)) if NEUTRAL <= weight < STANCE else weight


def _verb_after(lowered: Sequence[str], gaps: Sequence[str], last: int) -> float:
    """The weight of the reporting verb that the party governs: "Russia has explicitly stated"."""
    commas = 0
    for place in range(last + 1, min(last + 1 + REACH, len(lowered))):
        commas += "," in gaps[place - 1]
        if any(mark in gaps[place - 1] for mark in ";:()—"):
            return 0.0
        word = lowered[place]
        if word in _words("conjunctions"):
            return 0.0
        weight = _verbs().get(word, 0.0)
        if weight and (word not in _bases() or lowered[place - 1] in _words("auxiliaries")):
            return weight if commas in (0, 2) else weight * SHARED
    return 0.0


def _neutral(lowered: Sequence[str], counts: bool, weight: float = NEUTRAL) -> float:
    """Saying states a position where something is willed or ruled out, and hardly one where things are counted."""
    return REPORT if counts and not any(word in _words("modals") for word in lowered) else weight


# --- in other languages ----------------------------------------------------------------------------------------

FEW_WORDS = 3
"""Words between a verb of saying and the party behind it: "erklärte der Sprecher des Kremls"."""


def stance_abroad(cut: Words, gaps: Sequence[str], parties: Collection[tuple[int, int]] | None) -> float:
    """0 to 1: how far one of the parties at these words, or anybody where none is asked about, states something in a
    sentence of a language whose grammar is not known: a verb of position or saying behind it in its clause, or right
    before it. A party behind a preposition is spoken of, unless it is a source ("laut", "по словам")."""
    told = [_told_abroad(word.lower(), cut.language) for word in cut.written]
    if parties is None:
        return max(told, default=0.0)
    found = max(told, default=0.0) * SHARED if parties else 0.0
    for first, last in parties:
        before = told[max(0, first - FEW_WORDS) : first]
        spoken_of = first > 0 and cut.written[first - 1].lower() in grammar("prepositions", cut.language)
        behind = range(last + 1, min(last + 1 + REACH, len(told))) if not spoken_of else ()
        governed = (told[place] for place in behind if told[place] and not _clause_ends(gaps[last:place]))
        found = max((found, *before, *governed))
    return found


def _clause_ends(gaps: Sequence[str]) -> bool:
    return any(mark in gap for gap in gaps for mark in ";:()—–") or sum("," in gap for gap in gaps) == 1


def _told_abroad(lower: str, language: str | None) -> float:
    if lower in grammar("stances", language):
        return STANCE
    return NEUTRAL if lower in saying_abroad(language) else 0.0


@cached
def saying_abroad(language: str | None) -> frozenset[str]:
    """The verbs of saying of a language other than English; none where they are not known."""
    return frozenset(table("voices")["other"].get(base(language), {}).get("verbs", ()))


# --- acting ----------------------------------------------------------------------------------------------------

ACTS, NAMED, SAYS, PLACE = 1.0, 0.5, 0.4, 0.2
"""How far a party acts: it governs a verb that is none of saying; it is merely named; it says; its name is part of
another's ("police station")."""


def acting(lowered: Sequence[str], gaps: Sequence[str], first: int, last: int) -> float:
    """0 to 1: how far the party at words `first` to `last` does something in this sentence."""
    following = lowered[last + 1 : last + 6]
    if following and following[0] in _words("places"):
        return PLACE
    before = first - 1
    while before >= 0 and lowered[before] in _words("titles"):
        before -= 1
    if before >= 0 and lowered[before] == "by":
        return ACTS
    if following and following[0].endswith(("ing", "tion", "sion")) and not gaps[last].strip():
        return ACTS
    if before >= 0 and lowered[before] in _words("prepositions"):
        return NAMED
    for offset, word in enumerate(following):
        if gaps[last + offset].strip(" \n\r\t"):
            break
        if word in _verbs():
            return SAYS if _verbs()[word] < STANCE else ACTS
        if word in _words("past") or word.endswith("ed"):
            return ACTS
        if word not in _words("helpers"):
            break
    return NAMED


def suffered(lowered: Sequence[str], place: int) -> bool:
    """Whether the word at `place` is done to somebody, as a passive tells: "were later arrested"."""
    if not (lowered[place].endswith("ed") or lowered[place] in _words("past")):
        return False
    before = place - 1
    while before >= 0 and (lowered[before].endswith("ly") or lowered[before] in _words("adverbs")):
        before -= 1
    return before >= 0 and lowered[before] in _words("passive")
