"""Every noun of the program, as frozen values. Nothing here reads, writes or decides.

A quotation is always a span of `Document.text`: a `Sentence` has no text of its own, so it cannot differ from its
source. Spans are half-open and count characters (Unicode code points) of `Document.text`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal

BlockKind = Literal["heading", "paragraph", "item", "furniture"]
Known = Literal["config", "metadata", "text"]
Bound = Literal["exact", "about", "at least", "at most", "more than", "less than", "range", "unstated"]
Status = Literal["needed", "proposed", "planned", "possible", "denied", "change"]
HedgeKind = Literal["modal", "doubt", "unverified", "not known"]
MARKINGS = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
"""Traffic Light Protocol 2.0 (FIRST, 2022), from the widest audience to the narrowest."""
Format = Literal["markdown", "html", "pdf", "json", "jsonld", "csl", "docx"]
Paper = Literal["A4", "Letter"]
Dialect = Literal["commonmark", "github", "github-wiki", "gitlab", "gollum", "wikijs", "obsidian", "mediawiki"]


# --- stage 1: sources ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, paragraph, list item or piece of furniture: the span of its own text, without markers."""

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    """1 to 6 for a heading, 0 otherwise."""


@dataclass(frozen=True, slots=True)
class Document:
    """One source as its reader extracted it. `text` never changes."""

    id: str
    """Twelve hexadecimal digits, from the path and the content."""
    path: str
    """Relative to the config file's folder, with forward slashes."""
    sha256: str
    """Of the original file's bytes."""
    title: str | None = None
    title_from: Known | None = None
    """How the title is known: from sources.yaml, from the file's own metadata, or inferred from its text."""
    publisher: str | None = None
    author: str | None = None
    author_from: Known | None = None
    published: date | None = None
    published_from: Known | None = None
    url: str | None = None
    language: str | None = None
    """ISO 639-1, as stated or as inferred from the script and the commonest words; None when it cannot be told."""
    rating: str | None = None
    """Admiralty code, A1 to F6."""
    marking: str | None = None
    """Traffic Light Protocol, such as TLP:CLEAR."""
    text: str = field(default="", compare=False, repr=False)
    blocks: tuple[Block, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Sentence:
    """The `index`-th sentence of a document: a span, and the block it stands in."""

    document: Document
    index: int
    start: int
    end: int
    block: int
    """Index into `document.blocks`."""

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]

    @property
    def key(self) -> tuple[str, int]:
        """What orders sentences and tells them apart: where they stand, not what they say."""
        return self.document.id, self.start


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not read, and why."""

    path: str
    reason: str


# --- stage 2: analysis -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something, by the fullest name that the document gives them."""

    name: str
    """A person, an office, a body or a crowd, as the document words it: "Keir Starmer", "the defence ministry"."""
    start: int
    end: int
    """The words that stand for them beside what they say: a name, "the minister", "he"."""
    verb: str | None = None
    """A lemma or an attribution phrase of lexicon/speech.yaml: "say", "according to"."""
    via: str | None = None
    """Through whom their words reached the document, as it words it: "Russian news agencies"."""
    party: str | None = None
    """Whom they speak for, where several names mean one voice: a key of lexicon/countries.yaml, or a surname's stem."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words between quotation marks, marks included, and whose words they are."""

    start: int
    end: int
    speaker: Speaker | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words a sentence hands on: its quotations, and who stands behind all that it says."""

    quotes: tuple[Quote, ...] = ()
    """Those that reach into it, whole even where they go on beyond it."""
    speaker: Speaker | None = None
    """Of direct or reported speech; None where the document itself speaks, or where it cannot be told."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """An expression of time, and the day, month or year it means."""

    start: int
    end: int
    value: str | None
    """ISO 8601: 2025-04-10, 2025-04, 2025, 2025-W15; an open or closed interval as 2023/.. or 2025-04-10/2025-04-12.
    None where it cannot be told: "Thursday" in a document without a date."""


@dataclass(frozen=True, slots=True)
class Hedge:
    """Words by which a sentence holds back, or says that something was not checked or is not known."""

    kind: HedgeKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that counts something: its bounds, and the unit as the text words it. Or another expression of quantity,
    such as an age or "many": then `counted` is false."""

    low: float | None
    """None where the text gives only an upper bound, or no number."""
    high: float | None
    """None where the text gives only a lower bound, or no number."""
    bound: Bound
    """Of "many" and "wages", which give no number, it is "unstated"."""
    unit: str | None
    """A key of lexicon/units.yaml, or the noun itself where the lexicon has none. "years of age", "ordinal" and "money"
    are units of what is not counted."""
    start: int
    end: int
    subject: str | None = None
    """Whom or what is counted: a key of lexicon/countries.yaml, or the words of the text."""
    status: Status | None = None
    """What the number is where it is not a plain fact: wanted, planned, denied, or the change in another number."""
    as_of: str | None = None
    """ISO 8601, as in `DateMention`: the time that the text gives for it."""
    claimant: Speaker | None = None
    """Who puts it forward; None where the document does so itself."""
    counted: bool = True
    """Whether it can be compared with other counts. Not so an age, an ordinal, the length in "a 30-day truce", "both",
    "a" in a list, and what gives no number: these are read, and stand in no table."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What is read off one sentence."""

    sentence: Sentence
    voice: Voice
    figures: tuple[Figure, ...]
    dates: tuple[DateMention, ...]
    hedges: tuple[Hedge, ...]
    negative: bool
    """Whether it denies or refuses something."""
    needs: int | None
    """Index of the sentence that it cannot be understood without."""


# --- stage 3: sections -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing the reader wants to know, as the config gives it."""

    id: str
    title: str
    question: str | None = None
    terms: tuple[str, ...] = ()
    """Words, phrases of several words, or a prefix ending in `*`."""
    require: tuple[tuple[str, ...], ...] = ()
    """Each group must be met: one by the sentence itself, the others by it or by what stands above it in its paragraph.
    Where the question asks what somebody did, only the group that names them may be met above."""
    exclude: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    """What the figures that are wanted count: "killed", "troops"."""
    questions: tuple[str, ...] = ()
    """Answered by a finding, or listed as a gap."""
    note: str | None = None
    """The analyst's own words, printed apart from the evidence."""
    pin: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    limit: int = 12
    """The most findings the section prints."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word, a phrase or a prefix that speaks to a topic."""

    stems: tuple[str, ...]
    prefix: bool
    """Whether the last stem is the beginning of a word."""
    weight: float
    """1 for the topic's own word, less for one that the lexicon adds."""
    text: str
    origin: str
    """Where it came from: "title", "question", "terms", "lexicon: deaths", "documents"."""
    language: str | None = None
    """The language whose words it is compared with; None: any."""
    suffix: bool = False
    """Whether its one stem is the end of a word, as in a German compound."""
    capital: bool = False
    """Whether its first word must have a capital, as a name that shares its stem with another word."""


@dataclass(frozen=True, slots=True)
class Facet:
    """One of the things a topic is about, with all the terms that may stand for it; any of them will do."""

    name: str
    terms: tuple[Term, ...]
    origin: str = "title"
    """Where it came from: "title", "question", "terms", "speakers" or "require"."""


@dataclass(frozen=True, slots=True)
class Query:
    """A topic as it is searched for."""

    facets: tuple[Facet, ...]
    shadows: tuple[Term, ...] = ()
    """Expressions in which a facet's word means something else: "air force" for "force"."""
    answer: str | None = None
    """The kind of answer that is wanted, a key of lexicon/answers.yaml."""
    subject: tuple[int, ...] = ()
    """The facets whose party should be the one that speaks or acts."""
    units: frozenset[str] = frozenset()
    """What a figure that answers the topic counts: keys of lexicon/units.yaml."""
    exclude: tuple[Term, ...] = ()
    statement: bool = False
    """Whether the title states a fact rather than naming a subject."""
    function: tuple[Term, ...] = ()
    """The function words of such a title."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One sentence, or it and the neighbours it needs to be understood: one contiguous span of its document."""

    sentence: Sentence
    """The sentence that was chosen."""
    start: int
    end: int
    score: float
    reasons: tuple[tuple[str, float], ...]
    """Each signal's share of the score, largest first."""

    @property
    def text(self) -> str:
        return self.sentence.document.text[self.start : self.end]

    def holds(self, sentence: Sentence) -> bool:
        """Whether it quotes the sentence, a dateline before it apart."""
        own = self.sentence.document is sentence.document
        return own and sentence.start < self.end and self.start < sentence.end


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quotation stands, with the number its document has in every output."""

    document: Document
    number: int
    start: int
    end: int
    paragraph: int
    """Counts the document's paragraphs and list items from 1."""
    page: int | None = None

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one or more documents say: the excerpts that say the same thing, the leading one first."""

    id: str
    excerpts: tuple[Excerpt, ...]
    figures: tuple[Figure, ...] = ()
    """The figures of the leading excerpt; their spans are in its document."""
    pinned: bool = False
    """Named by the config's `pin`, whatever its score."""
    in_part: bool = False
    """Whether it comes near the topic without speaking to all of it."""
    speaker: Speaker | None = None
    """Whose words the leading sentence hands on; None where the document itself speaks, or where it cannot be told."""
    dates: tuple[DateMention, ...] = ()
    """Those of the leading excerpt."""
    hedges: tuple[Mention, ...] = ()
    """Those of all excerpts, the leading one's first: what one document doubts, another may print as a fact."""
    leans: bool = False
    """Whether its leading excerpt takes up what the document says before it, and that could not be printed with it."""
    origins: int | None = None
    """How many origins stand behind it: documents that share their text count as one. None where it is not known."""
    disputed: bool = False
    """Whether one of its figures or dates is contested, under this topic or another."""
    disputed_under: str | None = None
    """The title of the topic under which it is, where not under this one."""
    credibility: Credibility | None = None

    @property
    def lead(self) -> Excerpt:
        return self.excerpts[0]

    @property
    def score(self) -> float:
        return self.lead.score


@dataclass(frozen=True, slots=True)
class Credibility:
    """The second half of an Admiralty rating (NATO AJP-2.1), as a rule proposes it from what the documents show."""

    grade: int
    """1 confirmed, 2 probably true, 3 possibly true, 6 cannot be judged; 4 and 5 are for people to give."""
    reason: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a document that say something of a finding: a figure, a title, a date, a hedge."""

    document: Document
    start: int
    end: int
    finding: str | None = None
    """`Finding.id` of the finding that holds them."""
    figure: Figure | None = None
    claimant: str | None = None
    """Who says so, by name; None where the document itself does."""
    party: str | None = None
    """Whom they speak for, as in `Speaker`."""
    as_of: str | None = None
    """ISO 8601, as in `DateMention`."""
    hedge: HedgeKind | None = None

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Version:
    """What one or more documents say alike of one matter, such as one figure with all the places that give it."""

    mentions: tuple[Mention, ...]
    origins: int
    disputed: bool = False

    @property
    def lead(self) -> Mention:
        return self.mentions[0]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Versions of one matter that cannot all hold, side by side. They are never averaged."""

    kind: Literal["figures", "change", "title", "date"]
    """"change" is one claimant's figure at different times, which contradicts nothing."""
    about: str
    """What the versions are of, in plain words: "troops", "killed (Russia)", "Anna Grey"."""
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """What the documents do not tell: a question of the config that none answers, or what one of them says is not
    known."""

    question: str | None = None
    excerpt: Excerpt | None = None
    """The sentence that says that something is not known."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question of the config and the finding that answers it."""

    question: str
    finding: str
    """`Finding.id`."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Documents that share their text: one agency's story in five papers is one origin."""

    id: str
    """O1, O2 ..., in order of the first document's path."""
    documents: tuple[str, ...]
    """`Document.id`, in order of path."""
    reason: str | None = None
    """Why they are taken for one, in plain words; None for a single document."""
    agency: str | None = None
    """The news agency that the text credits, a key of lexicon/agencies.yaml."""


@dataclass(frozen=True, slots=True)
class Credit:
    """The words by which a document names another newsroom as the source of what it says: "told Reuters"."""

    document: str
    """`Document.id`."""
    source: str
    """The newsroom: a key of lexicon/agencies.yaml, or its name as the text has it."""
    start: int
    end: int
    to: str | None
    """`Document.id` of the one other document that this newsroom published; None where there is none, or several."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a section rests on, as counts and dates; the words are the templates'."""

    documents: int
    origins: int
    dated: int
    """How many of them are dated."""
    first: date | None
    """Of those."""
    last: date | None
    agreed: tuple[str, ...]
    """`Finding.id`: two origins or more stand behind it, and nothing disputes it."""
    single: tuple[str, ...]
    """One origin alone says so."""
    disputed: tuple[str, ...]
    age: int | None
    """Days from the latest cited document to the data cut-off; None where either is not known."""
    stale: bool
    """Whether that is so long that newer evidence should be looked for."""


@dataclass(frozen=True, slots=True)
class Section:
    """A topic and its findings, best first. Without findings it says so; it never vanishes."""

    topic: Topic
    findings: tuple[Finding, ...]
    answers: tuple[Answer, ...] = ()
    gaps: tuple[Gap, ...] = ()
    figures: tuple[Version, ...] = ()
    """What its findings count, each figure once, by what it counts and then by size."""
    disagreements: tuple[Disagreement, ...] = ()
    summary: Summary | None = None

    @property
    def in_part(self) -> bool:
        """Whether no finding speaks to the whole topic: they are what comes nearest."""
        return bool(self.findings) and all(finding.in_part for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Event:
    """A finding at the time that it names, for the timeline."""

    value: str
    """ISO 8601, as in `DateMention`."""
    topic: str
    """`Topic.id`."""
    finding: str
    """`Finding.id`."""
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Hit:
    """A sentence that speaks to a topic, printed or not."""

    sentence: Sentence
    score: float
    reasons: tuple[tuple[str, float], ...]
    """Each signal's share of the score, largest first."""
    enough: bool
    """Whether the score reaches the least that is printed."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a sentence stands in a section, or does not."""

    sentence: Sentence
    verdict: str
    """In plain words: printed as which finding, or left out for which reason."""
    hit: Hit | None
    """None where no signal spoke for it at all."""
    least: float
    """The score it takes to be printed."""
    changes: tuple[str, ...] = ()
    """What in the config would have to change for it to be printed, or no longer to be."""


# --- stage 4: rendering ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Briefing:
    """The whole result: what every output prints."""

    title: str
    as_of: date | None
    as_of_from: Literal["config", "documents"] | None
    """Stated in the config, or the date of the latest dated document; None when neither is known."""
    marking: str | None
    """Stated in the config; else the narrowest of the cited documents' markings."""
    sections: tuple[Section, ...]
    read: tuple[Document, ...]
    """Every document that was read, in order of path."""
    skipped: tuple[Skipped, ...]
    warnings: tuple[str, ...] = ()
    """What went wrong without stopping the build, apart from `skipped`."""
    origins: tuple[Origin, ...] = ()
    """Of the cited documents."""
    credits: tuple[Credit, ...] = ()
    """Where one of the cited documents names another newsroom as its source."""
    circular: tuple[tuple[str, ...], ...] = ()
    """Documents, by id, that credit one another in a circle: none of them is a source for the others."""
    timeline: tuple[Event, ...] = ()
    """What the findings date, earliest first."""
    withheld: int = 0
    """Documents that are marked higher than the briefing may be; nothing of them is printed."""
    build: str = ""
    """sha256 over everything that was read: config, templates and sources."""

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The cited documents in the order a reader meets them, key points first: number n stands at index n - 1."""
        findings = [finding for _, finding in self.key_points]
        excerpts = [excerpt for finding in findings for excerpt in finding.excerpts]
        for section in self.sections:
            excerpts += [excerpt for finding in section.findings for excerpt in finding.excerpts]
            excerpts += [gap.excerpt for gap in section.gaps if gap.excerpt]
        return tuple({excerpt.sentence.document.id: excerpt.sentence.document for excerpt in excerpts}.values())

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {document.id: number for number, document in enumerate(self.documents, 1)}

    def number(self, document: Document) -> int | None:
        """The citation number of a document, the same in every output; None when it is not cited."""
        return self._numbers.get(document.id)

    def citation(self, excerpt: Excerpt) -> Citation:
        """Where the excerpt stands."""
        return self._citation(excerpt.sentence.document, excerpt.start, excerpt.end)

    def citations(self, finding: Finding) -> tuple[Citation, ...]:
        """One citation an excerpt, the leading one first."""
        return tuple(map(self.citation, finding.excerpts))

    def _citation(self, document: Document, start: int, end: int) -> Citation:
        paragraph = paragraph_number(document, start)
        return Citation(document, self._numbers[document.id], start, end, paragraph)

    def origin(self, document: Document) -> Origin | None:
        """The origin of a cited document."""
        return next((origin for origin in self.origins if document.id in origin.documents), None)

    @property
    def key_points(self) -> tuple[tuple[Section, Finding], ...]:
        """The leading finding of each topic that has one."""
        return tuple((section, section.findings[0]) for section in self.sections if section.findings)


def paragraph_number(document: Document, start: int) -> int:
    """Which paragraph or list item of the document, counted from 1, holds the character at `start`."""
    return sum(block.kind in ("paragraph", "item") and block.start <= start for block in document.blocks)


# --- what the config says --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Output:
    folder: Path
    formats: tuple[Format, ...] = ("markdown", "pdf", "json")
    dialect: Dialect = "commonmark"
    into: Path | None = None
    """A page that holds the briefing as well, in a block of its own; the rest of it is people's."""
    id: str | None = None
    """Names that block; if left out, made from the briefing's title."""
    paper: Paper = "A4"


@dataclass(frozen=True, slots=True)
class Config:
    """config.yaml, checked; paths are resolved against its folder."""

    path: Path
    title: str
    sources: tuple[str, ...]
    """Folders, files and globs, as written, made absolute against the config's folder."""
    topics: tuple[Topic, ...]
    output: Output
    as_of: date | None = None
    marking: str | None = None
    templates: Path | None = None
    """The user's own templates; each file there replaces the packaged one of the same name."""
    lexicon: tuple[Path, ...] = ()
    """Files that add to the lexicon; what the first one says counts most."""
