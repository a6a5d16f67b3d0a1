"""Who says something in one sentence: each verb of speech or attribution phrase, and the words that name its subject.

No parser: a verb's subject is the noun phrase that ends before it ("Grey, who runs the port, said") or, after a
quotation, the one that begins behind it ("said Anna Grey, who runs the port").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.analysis.cast import is_place, titles
from briefing.analysis.wording import QUOTE, SCARE, Token, name_end, name_start, words
from briefing.lexicon import cached, table

Phrase = tuple[int, int]
"""First token and end of the words that stand for somebody."""

REACH = 24
"""Tokens that a subject with its apposition may be away from its verb."""
APPOSITIONS = 4
"""Commas between a subject and its verb that are looked behind."""
COUNTED = 8
"""Tokens behind "put" or "count" among which the number must stand that makes them verbs of speech."""
OBJECT = 8
"""Tokens of the one who is told."""


DESCRIBING = 3
"""Words between a body and one of its people: "Harbour Radio chief weather reporter Ida Holm"."""


@dataclass(frozen=True, slots=True)
class Attribution:
    verb: int
    """The token where it stands."""
    end: int
    """Behind its last token."""
    lemma: str
    subject: Phrase | None
    """None where the sentence's own subject says it: "..., adding that"."""
    behind: bool = False
    """Whether the subject stands behind the verb."""
    relative: bool = False
    """Whether it stands in a clause that only tells somebody apart: "an architect who said"."""
    strong: bool = True
    """Whether it hands on words by itself, without a quotation."""
    via: Phrase | None = None


@cached
def _forms() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """Inflected forms by their first word, longest first, with their lemma."""
    speech = table("speech")
    forms: dict[str, dict[tuple[str, ...], str]] = {}
    for group in ("neutral", "claim", "stance", "question"):
        for lemma, inflected in speech[group].items():
            for form in inflected:
                split = tuple(form.split())
                forms.setdefault(split[0], {}).setdefault(split, lemma)
    for lemma, inflected in table("voices")["counting"].items():
        for form in inflected:
            forms.setdefault(form, {}).setdefault((form,), lemma)
    return {first: sorted(found.items(), key=lambda item: -len(item[0])) for first, found in forms.items()}


@cached
def _bases() -> frozenset[str]:
    speech = table("speech")
    return frozenset(f[0] for g in ("neutral", "claim", "stance", "question") for f in speech[g].values()) - {"read"}


@cached
def _sources() -> dict[str, list[tuple[str, ...]]]:
    """Attribution phrases that a source follows, by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in table("voices")["before sources"]:
        split = tuple(phrase.split())
        found.setdefault(split[0], []).append(split)
    return {first: sorted(phrases, key=len, reverse=True) for first, phrases in found.items()}


def verb_at(tokens: Sequence[Token], place: int) -> tuple[str, int] | None:
    """The lemma of the verb of speech at a token, and where it ends."""
    for form, lemma in _forms().get(tokens[place].lower, ()):
        if len(form) == 1 or tuple(t.lower for t in tokens[place : place + len(form)]) == form:
            return lemma, place + len(form)
    return None


def attributions(tokens: Sequence[Token]) -> list[Attribution]:
    """Every one in a sentence, in order."""
    found: list[Attribution] = []
    place = 0
    while place < len(tokens):
        if tokens[place].quote >= 0 or not tokens[place].word:
            place += 1
            continue
        attribution = _according(tokens, place) or _spoken(tokens, place)
        if attribution is None:
            place += 1
            continue
        found.append(attribution)
        place = attribution.end
    return found


def _according(tokens: Sequence[Token], place: int) -> Attribution | None:
    for phrase in _sources().get(tokens[place].lower, ()):
        end = place + len(phrase)
        if tuple(t.lower for t in tokens[place:end]) == phrase and (subject := _named_after(tokens, end)):
            return Attribution(
                place, subject[1], " ".join(phrase), subject, behind=True, via=_cited(tokens, subject[1])
            )
    return None


def _named_after(tokens: Sequence[Token], start: int) -> Phrase | None:
    """The phrase that begins there, or the name behind it: "the board's head, Ida Holm"."""
    phrase = phrase_after(tokens, start)
    if phrase is None or phrase[1] >= len(tokens) or tokens[phrase[1]].text != "," or tokens[phrase[1] - 1].capital:
        return phrase
    last = name_end(tokens, phrase[1] + 1)
    closed = last == len(tokens) or tokens[last].text in ",.;—" or tokens[last].quote >= 0
    return (phrase[1] + 1, last) if last - phrase[1] > 2 and closed else phrase


def _cited(tokens: Sequence[Token], place: int) -> Phrase | None:
    """ "..., cited by Reuters" behind a source."""
    if place < len(tokens) and tokens[place].text == ",":
        place += 1
    if [t.lower for t in tokens[place : place + 2]] in (["cited", "by"], ["quoted", "by"]):
        return phrase_after(tokens, place + 2)
    return None


def _spoken(tokens: Sequence[Token], place: int) -> Attribution | None:
    verb = verb_at(tokens, place)
    if verb is None:
        return None
    lemma, end = verb
    inverting = lemma in words("inverting")
    base = tokens[place].lower in _bases()
    if inverting and not tokens[place].lower.endswith("ing") and (subject := _inverted(tokens, place, end)):
        return Attribution(place, subject[1], lemma, subject, behind=True)
    if not base and [t.lower for t in tokens[end : end + 2]] in (["to", "be"], ["to", "have"]):
        return None  # "a boat believed to be the ferry": what is said of it
    if lemma == "claim" and {t.lower for t in tokens[end : end + 2]} & {"responsibility", "credit", "victory", "lives"}:
        return None
    before = _skip_back(tokens, place)
    helpers = {t.lower for t in tokens[before:place]}
    if tokens[place].capital and not tokens[place].text.isupper():
        return None
    if end < len(tokens) and tokens[end].lower == "by" and not base:  # "the call, announced by Grey"
        return None
    if helpers & words("being") and not tokens[place].lower.endswith("ing"):
        return _quoted_as(tokens, place, before)
    previous = tokens[before - 1] if before else None
    following = tokens[end].lower if end < len(tokens) else "."
    counting = lemma in words("counting")
    if counting and not _counts(tokens, end):
        return None
    strong = lemma in words("speaking") or counting or following in ("that", ":")
    strong = strong and following not in words("auxiliaries")
    if previous is None:
        return None
    if tokens[place].lower in ("citing", "quoting") and not helpers and (source := phrase_after(tokens, end)):
        return Attribution(place, source[1], "cite", source, behind=True)
    if tokens[place].lower.endswith("ing") and not helpers & words("being"):
        if previous.capital and previous.lower not in words("times") and name_start(tokens, before) < before:
            return Attribution(place, end, lemma, (name_start(tokens, before), before), strong=False)
        if previous.lower in (",", "and", "in", "by") or previous.word:
            return Attribution(place, end, lemma, None, strong=strong and previous.lower in (",", "and"))
        return None
    if previous.lower == "to" and base:
        return Attribution(place, end, lemma, None, strong=False)
    if previous.lower in ("and", "but", "or", "then"):
        if base and not helpers:
            return None
        return Attribution(place, end, lemma, None, strong=strong and following not in words("prepositions"))
    subject = subject_before(tokens, before)
    if subject is None or (base and not helpers and not _takes_base(tokens, subject)):
        return None
    if _is_noun(tokens, place, before, base) or any(t.text[:1].isdigit() for t in tokens[subject[0] : subject[1]]):
        return None  # nor is a sum anybody: "the 43 million announced in May"
    if lemma == "add" and following[:1].isdigit():
        return None  # "the package adds 105 ships"
    relative = previous.lower in ("who", "which")
    strong = strong and (following == "that" or not any(word == "not" or word.endswith("n't") for word in helpers))
    strong = strong and tokens[max(0, subject[0] - 1)].lower not in ("neither", "nor")
    if lemma in ("quote", "cite") and (quoted := _as_saying(tokens, end)):
        return Attribution(place, quoted[1] + 2, "quoted as saying", quoted, via=subject)
    via = _audience(tokens, end) if lemma in ("tell", "inform") else None
    return Attribution(place, end, lemma, subject, relative=relative, strong=strong and not relative, via=via)


def _as_saying(tokens: Sequence[Token], place: int) -> Phrase | None:
    """Whom an outlet quotes: "Reuters quoted Grey as saying"."""
    phrase = phrase_after(tokens, place)
    if phrase and [t.lower for t in tokens[phrase[1] : phrase[1] + 2]] == ["as", "saying"]:
        return phrase
    return None


def _quoted_as(tokens: Sequence[Token], place: int, before: int) -> Attribution | None:
    """A passive says what others say of somebody, but "was quoted as saying" hands on their words."""
    if tokens[place].lower in ("quoted", "cited") and tokens[place + 1 : place + 2]:
        subject = subject_before(tokens, before)
        end = place + 3 if tokens[place + 1].lower == "as" else place + 1
        if subject and end > place + 1:
            via = phrase_after(tokens, end + 1) if [t.lower for t in tokens[end : end + 1]] == ["by"] else None
            return Attribution(place, min(end, len(tokens)), "quoted as saying", subject, via=via)
    return None


def _skip_back(tokens: Sequence[Token], place: int) -> int:
    """Back over the helping verbs and adverbs before a verb."""
    while place:
        lower = tokens[place - 1].lower
        adverb = lower in words("adverbs") or (_is_adverb(lower) and not tokens[place - 1].capital)
        if not adverb and (lower not in words("auxiliaries") or lower == "'s"):
            break
        place -= 1
    return place


def _is_adverb(lower: str) -> bool:
    return lower.endswith("ly") and lower not in words("like adverbs")


def _takes_base(tokens: Sequence[Token], subject: Phrase) -> bool:
    """Whether a subject is plural, so that "say" and "claim" are its verb: "officials say", "they claim"."""
    last = tokens[subject[1] - 1]
    first = tokens[subject[0]].lower
    if first in ("they", "we", "i", "you", "who"):
        return True
    if first in ("a", "an", "this", "that", "one"):
        return False
    head = _head(tokens, subject)
    return head.lower in ("police", "people", "authorities") or (
        head.lower.endswith("s") and (not last.capital or (subject[1] == 1 and not tokens[0].text.isupper()))
    )


def _head(tokens: Sequence[Token], phrase: Phrase) -> Token:
    """The noun of "several officials in the ministry"."""
    cut = next((n for n in range(phrase[0] + 1, phrase[1]) if tokens[n].lower in words("prepositions")), phrase[1])
    return tokens[cut - 1]


def _is_noun(tokens: Sequence[Token], place: int, before: int, base: bool) -> bool:
    """Whether the word is a noun here: "the claim", "Trump's comments", "news reports"."""
    previous = tokens[place - 1]
    if before < place:
        return False
    lemma, end = verb_at(tokens, place) or ("", place + 1)
    past = not base and not tokens[place].lower.endswith("s")
    if previous.lower == "'s" and past and lemma in words("inverting"):  # "Christie's said"
        return False
    if previous.lower in words("determiners") or previous.lower == "'s" or previous.text in ("'", "’"):
        return True
    if past:
        return False
    name = name_start(tokens, place)
    bare = name < place and (not name or tokens[name - 1].lower not in words("determiners"))
    if bare and end < len(tokens) and tokens[end].text == ",":
        return False  # "Grey claims, without evidence, that"
    if lemma in words("counting"):
        return False  # a number follows
    return (lemma not in words("speaking") or lemma in words("nouns")) and not _object_follows(tokens, end)


def _object_follows(tokens: Sequence[Token], place: int) -> bool:
    """Whether what follows may be what is said: "that", a quotation, the beginning of a clause."""
    if place >= len(tokens):
        return False
    token = tokens[place]
    opens = (
        token.quote >= 0
        or token.text[0].isdigit()
        or token.lower in ("that", ":", "how", "what", "why", "whether", "it")
        or token.lower in _subjects()
    )
    return opens or token.lower in words("determiners") or (token.capital and token.word)


def verb_of(tokens: Sequence[Token], place: int) -> bool:
    """Whether a finite verb stands there, as far as its form tells."""
    if place >= len(tokens):
        return False
    lower = tokens[place].lower
    if lower in words("auxiliaries"):
        return lower != "'s"
    verb = verb_at(tokens, place) if tokens[place].quote < 0 and not tokens[place].capital else None
    return verb is not None and (verb[0] not in words("counting") or lower == "put" or _counts(tokens, verb[1]))


def _counts(tokens: Sequence[Token], end: int) -> bool:
    """Whether a number follows that a verb such as "put" gives."""
    return any(token.text[0].isdigit() or token.lower in _numbers() for token in tokens[end : end + COUNTED])


@cached
def _numbers() -> frozenset[str]:
    return frozenset(table("units")["numbers"]["exact"]) - {"one"}


def _inverted(tokens: Sequence[Token], place: int, end: int) -> Phrase | None:
    """The subject behind the verb: "...," said Anna Grey."""
    before = place
    while before and tokens[before - 1].lower in words("adverbs"):
        before -= 1
    if not before:
        return None
    previous = tokens[before - 1]
    quoted = previous.quote >= 0 or (previous.text in ",—" and before >= 2 and tokens[before - 2].quote >= 0)
    if not quoted and previous.text != ",":
        return None
    subject = _named_after(tokens, end)
    if subject is None or tokens[subject[0]].lower in words("times"):
        return None
    following = tokens[subject[1]] if subject[1] < len(tokens) else None
    if quoted and previous.quote >= 0 and previous.text == QUOTE:
        return None if following is not None and verb_of(tokens, subject[1]) else subject
    closed = (
        following is None
        or following.text in ",.;—"
        or following.quote >= 0
        or following.lower in words("prepositions")
    )
    if not closed or tokens[subject[0]].lower in ("they", "it", "we"):
        return None
    named = tokens[subject[1] - 1].capital or tokens[subject[0]].lower in words("determiners")
    return (
        subject
        if named and (quoted or subject_before(tokens, before) is None or _clause_before(tokens, before))
        else None
    )


def _clause_before(tokens: Sequence[Token], comma: int) -> bool:
    """Whether what stands before the comma is a clause of its own, not a subject with its apposition."""
    start = comma - 1
    while start and tokens[start - 1].text not in ",;—" and tokens[start - 1].quote < 0:
        start -= 1
    return any(verb_of(tokens, n) or tokens[n].lower.endswith("ed") for n in range(start + 1, comma - 1)) and start == 0


def subject_before(tokens: Sequence[Token], end: int) -> Phrase | None:
    """The noun phrase that ends before a verb, looking behind appositions."""
    previous = tokens[end - 1] if end else None
    if previous is None:
        return None
    if previous.lower in ("who", "which", "that"):
        behind = end - 2 if end >= 2 and tokens[end - 2].text == "," else end - 1
        antecedent = phrase_before(tokens, behind) if behind else None
        return antecedent if previous.lower != "that" else None
    if previous.text not in (",", "—"):
        return phrase_before(tokens, end)
    if (named := _apposed_name(tokens, end - 1)) is not None:
        return named
    place, commas = end - 1, 0
    while place > max(0, end - REACH) and commas < APPOSITIONS:
        place -= 1
        if tokens[place].text == QUOTE:
            return None
        if tokens[place].text in ",—":
            commas += 1
            phrase = phrase_before(tokens, place)
            if phrase and _may_be_apposed(tokens, phrase, place):
                return phrase
    whole = phrase_before(tokens, end - 1)  # a comma too many: "A spokesman for the board (Lowsay), said"
    return whole if whole and whole[0] == 0 else None


def _apposed_name(tokens: Sequence[Token], comma: int) -> Phrase | None:
    """The name in "the mayor of Lowsay, Ida Holm, said"."""
    start = name = name_start(tokens, comma)
    while start and (tokens[start - 1].lower in _prefixes() or (tokens[start - 1].lower,) in titles()):
        start -= 1  # "their leader, former president Ida Holm"
    if comma - name < 2 or start < 2 or tokens[start - 1].text not in ",—":
        return None
    phrase = phrase_before(tokens, start - 1)
    if phrase is None or tokens[phrase[0]].lower in words("prepositions") | words("openers"):
        return None
    start = name
    described = tokens[phrase[0]].lower in words("determiners") or not tokens[phrase[0]].capital or phrase[0] == 0
    names = all(tokens[n].capital for n in range(*phrase))
    return (start, comma) if described and not names and not introduces(tokens, phrase[0]) else None


def _may_be_apposed(tokens: Sequence[Token], phrase: Phrase, comma: int) -> bool:
    first = tokens[phrase[0]]
    following = tokens[comma + 1] if comma + 1 < len(tokens) else None
    if phrase[0] and tokens[phrase[0] - 1].lower in words("prepositions"):
        return False
    if first.lower in words("times") or (following is not None and following.lower in ("and", "or")):
        return False
    return tokens[phrase[1] - 1].capital or first.lower in words("determiners") or first.lower in _subjects()


@cached
def _prefixes() -> frozenset[str]:
    return frozenset(prefix.lower() for prefix in table("offices")["prefixes"])


@cached
def _subjects() -> frozenset[str]:
    return frozenset({"he", "she", "they", "it", "i", "we", "you"})


def phrase_before(tokens: Sequence[Token], end: int) -> Phrase | None:
    """The noun phrase that ends before a token."""
    if not end or not (tokens[end - 1].word or tokens[end - 1].lower in ("'", "’", "'s")):
        return None
    if tokens[end - 1].lower in words("prepositions"):
        return None
    if tokens[end - 1].lower in _subjects():
        return end - 1, end
    start = end
    while start > max(0, end - REACH) and _in_phrase(tokens, start - 1):
        start -= 1
    while start < end and _leads_in(tokens, start):
        start += 1
    start = _behind_lead(tokens, start, end)
    if start >= end or (end - start == 1 and not _nounlike(tokens[start])):
        return None
    return start, end


def _in_phrase(tokens: Sequence[Token], place: int) -> bool:
    token = tokens[place]
    if token.text == QUOTE or (not token.word and token.lower not in ("'s", "&", "'", SCARE, "$", "%")):
        return False
    lower = token.lower
    if lower == "and":  # joins two names, or two nouns without a verb before
        return place > 0 and tokens[place - 1].capital and tokens[place + 1].capital
    if lower in words("conjunctions") or lower in _subjects():
        return False
    if lower in words("auxiliaries") and lower != "'s":
        return False
    return token.capital or not _finite(tokens, place)


def _finite(tokens: Sequence[Token], place: int) -> bool:
    """A verb of speech in the past or third person ends the search for a phrase; "claims" may be a noun."""
    lower = tokens[place].lower
    if lower.endswith("ing"):
        return lower in _forms() and lower not in words("nouns") | words("texts")
    return (
        lower in _forms() and lower not in _bases() and not lower.endswith("s") and verb_at(tokens, place) is not None
    )


def _leads_in(tokens: Sequence[Token], start: int) -> bool:
    lower = tokens[start].lower
    return lower in words("adverbs") or lower in words("times") or lower in ("'s", "'")


def _behind_lead(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the subject begins in "In a statement the mayor", "a spokesman for the mayor", "at a rally Grey"."""
    first = next((n for n in range(start, end) if tokens[n].lower in words("prepositions")), end)
    if first < end and first > start and tokens[first].lower in words("attaching") and _begins(tokens, start, first):
        return start
    run = name_start(tokens, end)
    if run == end:  # no name: the last determiner, or the words behind the last preposition
        place = next((n for n in range(end - 1, start - 1, -1) if tokens[n].lower in words("determiners")), -1)
        if place >= 0:
            return _with_determiners(tokens, place, start)
        last = next((n for n in range(end - 1, start - 1, -1) if tokens[n].lower in words("prepositions")), start - 1)
        return last + 1
    place = run
    while (
        place > start
        and (tokens[place - 1].word or tokens[place - 1].lower == "'s")
        and tokens[place - 1].lower not in words("prepositions")
    ):
        place -= 1
        if tokens[place].lower in words("determiners"):
            break
    return _with_determiners(tokens, place, start)


def _with_determiners(tokens: Sequence[Token], place: int, start: int) -> int:
    """Back over "the" in "the two sides"."""
    while place > start and tokens[place - 1].lower in words("determiners"):
        place -= 1
    return place


def _begins(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether `start` to `end` is a noun phrase that a preposition may follow: "a spokesman", "residents"."""
    token = tokens[start]
    if any(tokens[n].lower.endswith(("ing", "ed")) and not tokens[n].capital for n in (start, *range(start, end - 1))):
        return False
    noun = tokens[end - 1]
    return token.lower in words("determiners") or token.capital or noun.lower.endswith("s")


def _nounlike(token: Token) -> bool:
    """Whether a word can be a noun phrase by itself."""
    if not token.capital and token.lower in _forms() and not token.lower.endswith("s"):
        return False
    if token.capital:
        return token.lower not in words("times") and token.lower not in words("openers")
    return (
        token.word
        and not token.text[0].isdigit()
        and token.lower not in words("prepositions")
        and (
            token.lower not in words("determiners")
            or token.lower in ("one", "many", "some", "several", "others", "another")
        )
    )


def phrase_after(tokens: Sequence[Token], start: int) -> Phrase | None:
    """The noun phrase that begins at a token."""
    if start >= len(tokens):
        return None
    if tokens[start].lower in _subjects():
        return start, start + 1
    place = start
    named = False
    while place < min(len(tokens), start + REACH):
        token = tokens[place]
        last = name_end(tokens, place)
        if last > place:
            named, place = True, last
            continue
        if token.lower == "'s" and place > start:
            named, place = False, place + 1
            continue
        if token.text == SCARE and place > start and token.quote >= 0:
            place += 1
            continue
        if not token.word or token.quote >= 0 or _stops(tokens, place, start):
            break
        lower = token.lower
        if lower in words("attaching") and place > start and not named and _noun_follows(tokens, place + 1):
            place += 1
            named = False
            continue
        if lower == "and" and named and name_end(tokens, place + 1) > place + 1 and not verb_of(tokens, place + 1):
            place += 1
            continue
        if named and (behind := _described(tokens, place)) > place:  # "Harbour Radio reporter Ida Holm"
            place = behind
            continue
        if lower in words("prepositions") or lower in words("conjunctions") or (named and not _goes_on(tokens, place)):
            break
        if lower in words("times") or (lower in words("adverbs") and place > start):
            break
        place += 1
    if place == start or (place - start == 1 and not _nounlike(tokens[start])):
        return None
    return start, place


def _stops(tokens: Sequence[Token], place: int, start: int) -> bool:
    """Whether a verb ends the phrase; what opens it may be a noun that looks like one ("reports")."""
    if place == start:
        return tokens[place].lower in words("auxiliaries")
    before = tokens[place - 1].lower
    if _told(tokens[place].lower, before):
        return True
    noun = tokens[place].lower in _bases() and not before.endswith("s") and tokens[start].lower in words("determiners")
    return verb_of(tokens, place) and not noun  # "according to a ministry press release"


def _told(lower: str, before: str) -> bool:
    """Whether a word is a verb in the past, behind its subject: "the police came", "residents gathered"."""
    if before in words("determiners") or before in words("adverbs"):
        return False
    several = before.endswith("s") or before in words("collective")
    return lower in _past() or (several and lower.endswith("ed"))


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    """Whether a phrase goes on behind a name: "Grey spokesman", "Russian news agencies", "White House officials"."""
    lower = tokens[place].lower
    return (
        (lower,) in titles() or lower in words("outlets") or lower in _governing() or is_place(tokens[place - 1].text)
    )


def _described(tokens: Sequence[Token], place: int) -> int:
    """Where a person's name begins behind a body's and what the person is to it: "Harbour Radio reporter Ida Holm";
    `place` itself where none does."""
    for end in range(place, min(len(tokens), place + DESCRIBING)):
        token = tokens[end]
        if not token.word or token.capital or not token.text.isalpha() or not _may_describe(token.lower):
            return place
        if name_end(tokens, end + 1) - end > 2:
            return end + 1
    return place


def _may_describe(lower: str) -> bool:
    """Whether a word may be a noun in the singular, as far as its form tells: no verb, no small word."""
    small = ("prepositions", "conjunctions", "adverbs", "auxiliaries", "determiners", "attaching", "times")
    if any(lower in words(kind) for kind in small) or lower in _forms() or lower in _subjects() or lower in _past():
        return False
    return not lower.endswith(("s", "ed", "ing", "ly"))


@cached
def _past() -> frozenset[str]:
    return frozenset(table("references")["grammar"]["past"])


@cached
def _governing() -> frozenset[str]:
    return frozenset(table("offices")["government"])


def _noun_follows(tokens: Sequence[Token], place: int) -> bool:
    if place >= len(tokens):
        return False
    return tokens[place].lower in words("determiners") or (
        tokens[place].capital and tokens[place].lower not in words("times")
    )


def _audience(tokens: Sequence[Token], place: int) -> Phrase | None:
    """The news outlet that is told."""
    phrase = phrase_after(tokens, place)
    if phrase is None or phrase[1] - phrase[0] > OBJECT:
        return None
    heard = {t.lower for t in tokens[phrase[0] : phrase[1]]}
    return phrase if heard & words("outlets") else None


def main_subject(tokens: Sequence[Token]) -> Phrase | None:
    """The subject of the sentence, as far as its beginning tells: behind "On Monday," and the like."""
    start, quoted = 0, bool(tokens) and tokens[0].text == QUOTE
    while start < min(len(tokens), REACH) and (
        not tokens[start].word or tokens[start].lower in ("but", "and", "so", "yet", "still")
    ):
        start += 1
    for _ in range(2):
        if start >= len(tokens) or not introduces(tokens, start):
            break
        comma = next((n for n in range(start, min(len(tokens), start + REACH)) if tokens[n].text == ","), None)
        if comma is None:
            return None
        start = comma + 1
        listed = next((n for n in range(start, min(len(tokens), start + OBJECT)) if tokens[n].text == ","), None)
        if listed and not _opens_phrase(tokens, start) and _opens_phrase(tokens, listed + 1):
            start = listed + 1  # "Following a hasty, two-hour meeting, the board"
    phrase = phrase_after(tokens, start)
    if phrase is None or tokens[phrase[0]].lower in words("times"):
        return None
    if quoted and not tokens[phrase[0]].capital and tokens[phrase[0]].lower not in words("determiners") | _subjects():
        return None
    last = name_end(tokens, phrase[1] + 1)
    if last < len(tokens) and tokens[phrase[1]].text == "," == tokens[last].text:
        return _apposed_name(tokens, last) or phrase  # "Her mother, Eva Rusk, smiled and said"
    return phrase


def _opens_phrase(tokens: Sequence[Token], place: int) -> bool:
    if place >= len(tokens):
        return False
    lower = tokens[place].lower
    return tokens[place].capital or lower in words("determiners") or lower in _subjects()


def introduces(tokens: Sequence[Token], start: int) -> bool:
    """Whether a sentence opens there with something else than its subject: "On Monday", "Asked whether"."""
    lower = tokens[start].lower
    return (
        lower in words("openers")
        or lower in words("prepositions")
        or lower.endswith("ing")
        or _is_adverb(lower)
        or lower in words("times")
    )
