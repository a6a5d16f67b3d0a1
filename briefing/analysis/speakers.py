"""Whose words a sentence hands on: each quotation's speaker, and who stands behind reported speech.

Three steps. The cast of the document is read once (cast.py). In each sentence the verbs of speech and their subjects
are found (attribution.py). A quotation then takes the speaker named right beside it, or in its sentence, or, where it
stands alone, the one who spoke before.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from briefing._quotation import Span, quotations
from briefing.analysis.attribution import (
    Attribution,
    Phrase,
    attributions,
    introduces,
    main_subject,
    phrase_after,
    verb_of,
)
from briefing.analysis.cast import Cast, Gender, Party, cast_of, gendered, is_place, mentions, role_of
from briefing.analysis.foreign import foreign_attributions
from briefing.analysis.wording import QUOTE, Token, name_end, name_start, reaching, tokens_of, words
from briefing.lexicon import cached, table
from briefing.model import Document, Quote, Sentence, Speaker, Voice

LEAST_WORDS = 3
"""Fewer words in quotation marks are a term or a name, unless they are a whole utterance: "No," she said."""
LONGEST_TITLE = 80
"""Characters of the title of a book, a law or a programme, each word of which is capitalised."""
MEMORY = 12
"""Sentences in which the person meant by "he" is looked for."""
FIRST = 12
"""Parties and verbs of one sentence that are looked through for one of its quotations or pronouns."""
SIGNATURE = 120
"""Characters of a line below a quotation that says whose it is: "— Anna Grey, ferry master"."""
NEAR = 8
"""Tokens between an owner of words and the quotation: "Grey's promise to "clean it up"."""
_PEOPLE = ("ers", "ors", "ists", "ents", "ants", "ials", "ians", "erts", "lysts", "ritics", "men")
"""How nouns for people end in the plural: "Residents", "Experts", "Officials"."""
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LABEL = re.compile(r"[\"“]?(?P<name>[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3}):\s")
_MARKS = "\"'“”„«»’‘`「」『』〝〞＂ \n\t"


_APOSTROPHES = ("''", "``")


def find_voices(sentences: Sequence[Sentence], last: int | None = None) -> tuple[Voice, ...]:
    """Whose words each sentence hands on, one Voice a sentence; they are all those of one document, in order. Of
    sentences in blocks behind the one numbered `last` nobody asks: they have no speaker."""
    if not sentences:
        return ()
    document = sentences[0].document
    blocks = {sentence.block for sentence in sentences}
    quoted = {number: _quotations(document, number) for number in sorted(blocks)}
    prose = [number for number in sorted(blocks) if document.blocks[number].kind in ("paragraph", "item")]
    cast = cast_of(
        [tokens_of(document.text, document.blocks[n].start, document.blocks[n].end) for n in prose], document.text
    )
    starts = (_LABEL.match(document.text, document.blocks[number].start) for number in prose)
    scene = _Scene(
        cast,
        document.text,
        (document.language or "en").split("-")[0],
        Counter(match["name"] for match in starts if match),
    )
    scene.below = _names_below(scene, document, quoted)
    speakers: dict[Span, Speaker | None] = {}
    said: list[Speaker | None] = []
    by_block: dict[int, list[Sentence]] = {}
    for sentence in sentences:
        by_block.setdefault(sentence.block, []).append(sentence)
    numbers = [*by_block, None]
    for number, below in zip(by_block, numbers[1:], strict=True):
        group = by_block[number]
        if last is not None and number > last:
            said += [None] * len(group)
            continue
        told = any(spoken for _, spoken in quoted[number])
        if number in prose or (document.blocks[number].kind == "heading" and (told or _leads(scene, group[-1]))):
            found, spoken = _block(scene, document, group, quoted[number], _line(document, below))
            speakers |= found
        else:
            spoken = [None] * len(group)
        said += spoken
        _turn(scene, [] if told else _line(document, number))
    return tuple(
        Voice(_quotes(sentence, quoted[sentence.block], speakers), speaker)
        for sentence, speaker in zip(sorted(sentences, key=lambda s: s.index), said, strict=True)
    )


def _leads(scene: _Scene, line: Sentence) -> bool:
    """Whether a line that looks like a heading leads into speech: "Grey told the board:", "GREY: Are we sailing?"."""
    return line.text.endswith(":") or _label(scene, line.document, line.start) is not None


def _turn(scene: _Scene, line: Sequence[Token]) -> None:
    """At the end of a block: a line that is only a name may stand over what its owner says."""
    scene.above = None if scene.below or (line and line[0].text == "—") else _signature(scene, line, 0)


def _names_below(scene: _Scene, document: Document, quoted: dict[int, list[tuple[Span, bool]]]) -> bool:
    """Whether lines that are only a name stand below what their owners say: the last of them does."""
    for number in sorted(quoted, reverse=True):
        if any(spoken and span[0] == document.blocks[number].start for span, spoken in quoted[number]):
            return False
        if not quoted[number] and _signature(scene, _line(document, number), 0) is not None:
            return True
    return False


def _line(document: Document, number: int | None) -> list[Token]:
    """The tokens of a short block, which may be a signature; none where it is long."""
    if number is None or document.blocks[number].end - document.blocks[number].start > SIGNATURE:
        return []
    return tokens_of(document.text, document.blocks[number].start, document.blocks[number].end)


def _quotes(
    sentence: Sentence, quoted: Sequence[tuple[Span, bool]], speakers: dict[Span, Speaker | None]
) -> tuple[Quote, ...]:
    """Those that a reader would call so. Pairs of apostrophes mark emphasis in wiki text as often as speech: who speaks
    is read off them, but they are not listed."""
    text = sentence.document.text
    spans = [
        quoted[n][0]
        for n in reaching(quoted, sentence.start, sentence.end)
        if quoted[n][1] and not text.startswith(_APOSTROPHES, quoted[n][0][0])
    ]
    return tuple(Quote(start, end, speakers.get((start, end))) for start, end in spans)


# --- what is a quotation ---------------------------------------------------------------------------------------


def _quotations(document: Document, number: int) -> list[tuple[Span, bool]]:
    """The quotations of a block, and whether each is somebody's speech rather than a term or a title."""
    block = document.blocks[number]
    spans = quotations(document.text, block.start, block.end)
    return [(span, _is_speech(document.text, span, block.start, block.end)) for span in spans]


def _is_speech(text: str, span: Span, first: int, last: int) -> bool:
    inner = text[span[0] : span[1]].strip(_MARKS)
    found = _WORD.findall(inner)
    if not found:
        return False
    beside = _speaking_beside(text, span, first, last)
    if len(found) < LEAST_WORDS:
        # before a comma so few words are mostly the beginning of more: "That," he said, "is late."
        return beside and inner[0].isupper() and inner[-1] in ".!?…"
    small = words("determiners") | words("prepositions") | words("conjunctions")
    full = [word for word in found if word.lower() not in small]
    named = len(full) > 1 and all(word[0].isupper() for word in (found[0], *full))
    title = len(inner) < LONGEST_TITLE and named and inner[-1] not in "!?"
    return beside or not title or inner.isupper()


def _speaking_beside(text: str, span: Span, first: int, last: int) -> bool:
    """Whether a verb of speech follows within a few words, or stands before with a comma or colon."""
    after = _WORD.findall(text[span[1] : min(last, span[1] + 40)])[:3]
    before = text[max(first, span[0] - 30) : span[0]].rstrip()
    leads = before[-1:] in (",", ":") and any(word.lower() in _speaking() for word in _WORD.findall(before)[-4:])
    return leads or any(word in _speaking() for word in after)


@cached
def _speaking() -> frozenset[str]:
    speech = table("speech")
    lemmas = words("inverting")
    return frozenset(
        form
        for group in ("neutral", "claim")
        for key in speech[group]
        if key in lemmas
        for form in speech[group][key]
        if not form.endswith("ing")
    )


# --- what has been read so far ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Seen:
    """The parties of one sentence, the likeliest to be meant by a pronoun first."""

    parties: tuple[Party, ...]


@dataclass(slots=True)
class _Scene:
    """The cast, and who was named and who spoke last. It moves on sentence by sentence."""

    cast: Cast
    text: str
    language: str
    labels: Counter[str]
    """How many paragraphs begin with a name in capitals and a colon, by that name."""
    seen: deque[_Seen] = field(default_factory=lambda: deque(maxlen=MEMORY))
    here: Sequence[tuple[int, Party]] = ()
    """The first parties of the sentence that is being read, and where they stand."""
    things: set[str] = field(default_factory=set)
    """Names that the text takes up with "it"."""
    above: Speaker | None = None
    """Whose name makes up the line above."""
    below: bool = False
    """Whether names stand below what their owners say, as in a list of readers' letters."""
    last: Speaker | None = None
    subject: Speaker | None = None
    """The person whom the last sentence was about."""
    """Of the last quotation or reported speech."""
    leads: bool = False
    """Whether the last sentence ended with a colon, or within a quotation."""

    def speaker(self, tokens: Sequence[Token], phrase: Phrase, verb: str | None) -> Speaker | None:
        """Whom a phrase means; None where that cannot be told."""
        party = self.party(tokens, phrase)
        if party is None:
            return None
        return Speaker(party.name, tokens[phrase[0]].start, tokens[phrase[1] - 1].end, verb)

    def party(self, tokens: Sequence[Token], phrase: Phrase) -> Party | None:
        first, end = phrase
        lower = tokens[first].lower
        if end - first == 1 and lower in _pronouns():
            return self._meant(tokens, first, _pronouns()[lower])
        if (issued := _issuer(tokens, phrase)) is not None:
            return self.party(tokens, issued)
        run = name_start(tokens, end)
        if any(tokens[n].lower == "and" for n in range(run, end)) or (first < run and tokens[run - 1].lower == "and"):
            return Party(_said(self.text, tokens, phrase), False, True)
        if first <= run < end and _is_head(tokens, first, run):
            named = self.cast.named(tokens[run:end])
            known = named is not None and tokens[end - 1].text in self.cast.acronyms
            if named is not None and (named.person or run == first or (known and run == end - 1)):
                many = not named.person and end - first == 1 and _is_common(self.cast, tokens, first)
                return replace(named, plural=many)
        last = name_end(tokens, first)
        if first < last < end and tokens[last].lower in words("prepositions"):  # "Ida Holm of the harbour board"
            named = self.cast.named(tokens[first:last])
            if named is not None and named.person:
                return named
        if (role := role_of(tokens[first:end])) and (holder := self.cast.holder(*role, tokens[first].start)):
            return Party(holder, True)
        name, head = _said(self.text, tokens, phrase), _head(tokens, first, end)
        if gender := gendered(head.lower):  # "Its spokeswoman": nobody named, but somebody
            self.cast.genders[name][gender] += 1
            return Party(name, True)
        return Party(name, False, _is_plural(head))

    def _unknown(self, party: Party) -> bool:
        """Whether a name may be a person's for all that the document says of it."""
        name = party.name
        told = party.person or party.plural or name in self.things or is_place(name) or " " in name
        return not told and name[:1].isupper() and not name.isupper() and name.lower() not in self.cast.lowercase

    def _meant(self, tokens: Sequence[Token], place: int, pronoun: str) -> Party | None:
        here = tuple(party for at, party in self.here if at < tokens[place].start)
        before = [seen.parties for seen in reversed(self.seen)]
        close = any(token.text == QUOTE for token in tokens[max(0, place - 2) : place])
        inserted = place and not (tokens[place - 1].word or close or introduces(tokens, 0))  # "Grey was late, he said"
        for parties in (*before[:1], here, *before[1:]) if inserted else (here, *before):
            fitting = [party for party in parties if _fits(self.cast, party, pronoun)]
            sure = [party for party in fitting if self.cast.gender(party.name) == pronoun]
            if sure and (pronoun == "she" or fitting[0] is not parties[0]):
                return sure[0]  # known to be one, where nothing is known of the subject
            if pronoun in ("he", "she") and before and parties is before[0] and parties and self._unknown(parties[0]):
                fitting = [replace(parties[0], person=True), *fitting]
            if fitting:
                return self._learnt(fitting[0], pronoun)
        return None

    def _learnt(self, party: Party, pronoun: str) -> Party:
        """The party, which "she" has meant now, so that "he" does not mean it later."""
        if party.person and self.cast.gender(party.name) is None and pronoun in ("he", "she"):
            gender: Gender = "he" if pronoun == "he" else "she"
            self.cast.genders[party.name][gender] += 1
        return party


def _is_plural(token: Token) -> bool:
    return token.lower in words("collective") or (token.lower.endswith("s") and token.lower != "'s")


def _is_common(cast: Cast, tokens: Sequence[Token], place: int) -> bool:
    """Whether a capital only opens the sentence and the word means several: "Officials", "Police"."""
    token = tokens[place]
    if any(before.word for before in tokens[:place]) or not _is_plural(token) or token.text.isupper():
        return False
    known = token.lower in cast.lowercase or token.lower in words("collective")
    return known or (token.text not in cast.inner and token.lower.endswith(_PEOPLE))


@cached
def _pronouns() -> dict[str, str]:
    table_ = table("voices")["pronouns"]
    return {form: kind for kind, forms in table_.items() for form in forms}


def _fits(cast: Cast, party: Party, pronoun: str) -> bool:
    if pronoun in ("he", "she"):
        return party.person and cast.gender(party.name) in (None, pronoun)
    if pronoun == "they":
        return party.plural
    return pronoun == "it" and not party.person and not party.plural


def _issuer(tokens: Sequence[Token], phrase: Phrase) -> Phrase | None:
    """Who speaks through "a statement from the ministry"."""
    for place in range(phrase[0] + 1, phrase[1] - 1):
        if tokens[place].lower in words("prepositions"):
            issued = tokens[place].lower in words("issuers") and tokens[place - 1].lower in words("texts")
            return phrase_after(tokens, place + 1) if issued and place + 1 < phrase[1] else None
    return None


def _head(tokens: Sequence[Token], first: int, end: int) -> Token:
    """The noun of "a spokeswoman for the board"."""
    return tokens[next((n for n in range(first + 1, end) if tokens[n].lower in words("prepositions")), end) - 1]


def _is_head(tokens: Sequence[Token], first: int, run: int) -> bool:
    """Whether the name at the end of a phrase is its head: "spokesman Peskov", but not "a spokesman for Peskov"."""
    return not any(tokens[n].lower in words("prepositions") for n in range(first, run))


def _said(text: str, tokens: Sequence[Token], phrase: Phrase) -> str:
    return " ".join(text[tokens[phrase[0]].start : tokens[phrase[1] - 1].end].split())


# --- one block -------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Unit:
    """One or more sentences that quotations hold together."""

    sentences: list[Sentence]
    tokens: list[Token]


def _units(text: str, group: Sequence[Sentence], quoted: Sequence[tuple[Span, bool]]) -> list[_Unit]:
    spans = [span for span, _ in quoted]
    place = 0
    bundles: list[list[Sentence]] = []
    for sentence in group:
        while place < len(spans) and spans[place][1] <= sentence.start:
            place += 1
        inside = place < len(spans) and spans[place][0] < sentence.start
        if inside and bundles:
            bundles[-1].append(sentence)
        else:
            bundles.append([sentence])
    return [_Unit(bundle, tokens_of(text, bundle[0].start, bundle[-1].end, quoted)) for bundle in bundles]


def _block(
    scene: _Scene,
    document: Document,
    group: Sequence[Sentence],
    quoted: Sequence[tuple[Span, bool]],
    below: list[Token],
) -> tuple[dict[Span, Speaker | None], list[Speaker | None]]:
    """The speakers of one paragraph's quotations and of its sentences."""
    units = _units(document.text, group, quoted)
    found: dict[Span, Speaker | None] = {}
    said: list[Speaker | None] = []
    label = _label(scene, document, group[0].start)
    for number, unit in enumerate(units):
        following = units[number + 1].tokens if number + 1 < len(units) else below
        spoken, whole = _unit(scene, unit, quoted, following, number == 0)
        if label:
            spoken, whole = dict.fromkeys(spoken, label), label
            scene.last = label
        found |= spoken
        said += _by_sentence(unit, spoken, whole)
    return found, said


def _label(scene: _Scene, document: Document, start: int) -> Speaker | None:
    """The speaker of a transcript's paragraph: "GREY: We sail on Monday."."""
    match = _LABEL.match(document.text, start)
    if match is None:
        return None
    known = scene.cast.ends.get(match["name"].split()[-1].lower())
    if not known and scene.labels[match["name"]] < 2:  # "NOTE:", "UPDATE:"
        return None
    return Speaker(scene.cast.written[known[0]] if known else match["name"], match.start("name"), match.end("name"))


def _by_sentence(unit: _Unit, spoken: dict[Span, Speaker | None], whole: Speaker | None) -> list[Speaker | None]:
    voices: list[Speaker | None] = []
    for sentence in unit.sentences:
        inside = next(
            (by for (start, end), by in spoken.items() if start <= sentence.start and sentence.end <= end), None
        )
        voices.append(inside or whole)
    return voices


def _unit(
    scene: _Scene, unit: _Unit, quoted: Sequence[tuple[Span, bool]], following: Sequence[Token], opens: bool
) -> tuple[dict[Span, Speaker | None], Speaker | None]:
    tokens = unit.tokens
    found = attributions(tokens) if scene.language == "en" else foreign_attributions(tokens, scene.language)
    named = [
        (place, replace(party, plural=not party.person and _is_common(scene.cast, tokens, place)))
        for place, party in mentions(scene.cast, tokens)
    ]
    scene.here = [(tokens[place].start, party) for place, party in named[:FIRST]]
    subject = main_subject(tokens) if scene.language == "en" else None
    speakers = _resolved(scene, tokens, found, subject)
    spoken: dict[Span, Speaker | None] = {}
    for place, token in enumerate(tokens):
        if token.text == QUOTE and token.quote >= 0:
            spoken[quoted[token.quote][0]] = _beside(scene, tokens, place, found, speakers, subject)
    alone = bool(spoken) and not any(token.word for token in tokens)
    if alone:
        by = _continued(scene, following, opens)
        spoken = dict.fromkeys(spoken, by)
    whole = _whole(tokens, found, speakers) or _by_weight(unit, spoken)
    if not alone:
        _remember(scene, tokens, found, subject, [party for _, party in named])
    scene.last = (
        next((by for by in reversed(list(spoken.values())) if by), None)
        or whole
        or (scene.last if alone else next((by for by in reversed(speakers) if by), None))
    )
    scene.leads = tokens[-1].text == ":" if tokens else False
    return spoken, whole


def _resolved(
    scene: _Scene, tokens: Sequence[Token], found: Sequence[Attribution], subject: Phrase | None
) -> list[Speaker | None]:
    """The speaker of each attribution; one without a subject has that of the sentence."""
    speakers: list[Speaker | None] = []
    for attribution in found:
        by = None
        if attribution.subject is not None:
            by = scene.speaker(tokens, attribution.subject, attribution.lemma)
        elif before := _last(speakers, found):
            by = replace(before, verb=attribution.lemma)
        elif subject and subject[1] <= attribution.verb:
            by = scene.speaker(tokens, subject, attribution.lemma)
        if by and by.name.split()[0].lower() in ("these", "those", "this", "that", "such"):
            by = None
        if by and attribution.via:
            by = replace(by, via=_said(scene.text, tokens, attribution.via))
        speakers.append(by)
    return _behind_outlet(found, speakers, scene.cast.names | scene.cast.surnames)


def _behind_outlet(
    found: Sequence[Attribution], speakers: list[Speaker | None], names: set[str]
) -> list[Speaker | None]:
    """Whom an outlet cites is who says what it reports: "Reuters reported ..., citing port officials". `names` are
    those of persons."""
    cited = next((n for n, a in enumerate(found) if a.lemma == "cite" and a.behind and n and speakers[n]), None)
    if cited is None or not (first := speakers[0]) or not (source := speakers[cited]) or found[0].behind:
        return speakers
    if first.name in names:  # a person who cites something speaks: "Grey said, citing the price of coal"
        return speakers
    return [replace(source, via=first.name), *speakers[1:]]


def _last(speakers: Sequence[Speaker | None], found: Sequence[Attribution]) -> Speaker | None:
    """The speaker before, of a clause that may go on: not "an architect who said"."""
    near = range(len(speakers) - 1, max(-1, len(speakers) - FIRST), -1)
    return next((speakers[n] for n in near if speakers[n] and not found[n].relative), None)


def _beside(
    scene: _Scene,
    tokens: Sequence[Token],
    place: int,
    found: Sequence[Attribution],
    speakers: Sequence[Speaker | None],
    subject: Phrase | None,
) -> Speaker | None:
    """Who says the quotation at a token, by what stands in its sentence."""
    behind = bisect_left(found, place, key=lambda attribution: attribution.verb)
    after = _next_to(tokens, place, found, behind)
    if after is not None:
        return speakers[after]
    before = [
        n
        for n in range(max(0, behind - FIRST), behind)
        if speakers[n] and (not found[n].relative or found[n].end >= place - 2)
    ]
    if (signed := _signature(scene, tokens, place + 1)) is not None:
        return signed
    if owner := _owner(scene, tokens, place):
        return owner
    before = before or [n for n in range(max(0, behind - FIRST), behind) if speakers[n]]
    if before:
        return speakers[before[-1]]
    if _unowned(tokens, place):
        return None
    later = [n for n in range(behind, min(len(found), behind + FIRST)) if speakers[n]]
    if later:
        return speakers[later[0]]
    if subject and (subject[1] <= place or subject[0] <= place + 2):
        return scene.speaker(tokens, subject, None)
    return scene.last if place == 0 else None


def _unowned(tokens: Sequence[Token], place: int) -> bool:
    """Whether the words are a name that nobody is said to have given: "the so-called "..."", "known as "...""."""
    return any(token.lower in words("naming") for token in tokens[max(0, place - 4) : place])


def _next_to(tokens: Sequence[Token], place: int, found: Sequence[Attribution], behind: int) -> int | None:
    """The attribution that follows a quotation at once: "...," said Grey; "...," Grey, who is ill, said."""
    if behind == len(found) or (subject := found[behind].subject) is None:
        return None
    first = found[behind].verb if found[behind].behind else subject[0]
    if first - place > NEAR:
        return None
    between = [t for t in tokens[place + 1 : first] if t.text not in ",—"]
    return behind if len(between) <= 2 and all(t.lower in words("adverbs") for t in between) else None


def _owner(scene: _Scene, tokens: Sequence[Token], place: int) -> Speaker | None:
    """Who is said to have used the words: "Grey's claim that "..."", "her promise to "..."."""
    for noun in range(place - 1, max(0, place - NEAR), -1):
        token = tokens[noun]
        if token.quote >= 0 or token.text in ",;:—":
            return None
        singular = token.lower.removesuffix("s")
        if (token.lower in words("nouns") or singular in words("nouns")) and noun:
            owned = next((n for n in range(noun - 1, max(-1, noun - 4), -1) if tokens[n].lower == "'s"), None)
            if owned:
                start = name_start(tokens, owned)
                if start and tokens[start - 1].lower in words("naming"):  # "Holm called Grey's plan "a joke""
                    return None
                return scene.speaker(tokens, (start, owned), None) if start < owned else None
            if tokens[noun - 1].lower in ("his", "her", "their", "its"):
                if noun > 1 and tokens[noun - 2].lower in words("naming"):
                    return None
                return scene.speaker(tokens, (noun - 1, noun), None)
    return None


def _signature(scene: _Scene, tokens: Sequence[Token], place: int) -> Speaker | None:
    """Who signs a quotation: "— Anna Grey" behind it, or "Anna Grey, ferry master" in the line below."""
    dashed = place < len(tokens) and tokens[place].text == "—"
    first = place + dashed
    last = name_end(tokens, first)
    if last - first < (1 if dashed else 2) or not (dashed or place == 0):
        return None
    if any(verb_of(tokens, n) for n in range(last, min(len(tokens), last + SIGNATURE))):
        return None
    ends = last == len(tokens) or tokens[last].text == "," or (dashed and tokens[last].text == ".")
    ends = ends or (dashed and tokens[last].lower in words("times"))  # "— Anna Grey (@grey) March 3, 2022"
    return scene.speaker(tokens, (first, last), None) if ends and (dashed or tokens[-1].text not in ".!?:") else None


def _continued(scene: _Scene, following: Sequence[Token], opens: bool) -> Speaker | None:
    """Who says a quotation that stands alone: the one who spoke before it, or is named right after it."""
    if opens and scene.above is not None:
        return scene.above
    if (signed := _signature(scene, following, 0)) is not None:
        return signed
    if scene.last is not None and (not opens or scene.leads):
        return scene.last
    if opens and not any(t.text == QUOTE for t in following):
        english = scene.language == "en"
        found = [a for a in (attributions(following) if english else ()) if a.subject is not None]
        if found and found[0].subject is not None and found[0].subject[0] <= 2 and not scene.last:
            return scene.speaker(following, found[0].subject, found[0].lemma)
    return scene.last or scene.subject


def _whole(tokens: Sequence[Token], found: Sequence[Attribution], speakers: Sequence[Speaker | None]) -> Speaker | None:
    """Who stands behind all that a sentence says: the first that hands on words in it."""
    for attribution, by in zip(found, speakers, strict=True):
        if by and (attribution.strong or attribution.behind):
            return by
    return None


def _by_weight(unit: _Unit, spoken: dict[Span, Speaker | None]) -> Speaker | None:
    """The speaker of a quotation that makes up most of its sentence."""
    length = unit.sentences[-1].end - unit.sentences[0].start
    return next((by for (start, end), by in spoken.items() if 3 * (end - start) > length), None)


def _remember(
    scene: _Scene,
    tokens: Sequence[Token],
    found: Sequence[Attribution],
    subject: Phrase | None,
    named: Sequence[Party],
) -> None:
    """Who was named, the subject first, for the pronouns to come; and what pronouns say of those named."""
    cited = [a.subject for a in found[:FIRST] if a.lemma == "according to"]
    speaking = [a.subject for a in found[:FIRST] if a.lemma != "according to"]
    phrases = [phrase for phrase in (*cited, subject, *speaking) if phrase is not None]
    front = [party for phrase in phrases if (party := scene.party(tokens, phrase)) is not None]
    for phrase in phrases:
        _vote(scene, tokens, phrase)
    scene.subject = scene.speaker(tokens, subject, None) if subject and front and front[0].person else None
    scene.seen.append(_Seen(tuple(dict.fromkeys([*front, *named[:FIRST]]))))


def _vote(scene: _Scene, tokens: Sequence[Token], phrase: Phrase) -> None:
    """A pronoun after "Grey said" or "Grey sold" mostly means Grey, and tells whether Grey is he or she."""
    party = None if tokens[phrase[0]].lower in _pronouns() else scene.party(tokens, phrase)
    if party is None:
        return
    for token in tokens[phrase[1] : phrase[1] + NEAR]:
        kind = None if token.lower == "him" else _pronouns().get(token.lower)  # "Grey told him": another one
        if (token.capital and token.lower not in words("times")) or token.quote >= 0:
            return
        if kind in ("he", "she") and party.name in scene.cast.names:
            gender: Gender = "he" if kind == "he" else "she"
            scene.cast.genders[party.name][gender] += 1
            return
        if kind == "it":
            scene.things.add(party.name)
