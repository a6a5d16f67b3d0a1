from __future__ import annotations

from collections.abc import Sequence

import pytest

from briefing.model import Document, Sentence
from briefing.sections.query import understand
from briefing.sections.scan import Corpus, gather
from briefing.sources.sentences import split_sentences

from .builders import a_corpus, a_document, a_query, a_topic, documents


def scanned(title: str, *made: Document) -> list[str]:
    """The paths of the documents that were split."""
    split: list[str] = []

    def record(document: Document) -> Sequence[Sentence]:
        split.append(document.path)
        return split_sentences(document)

    gather(made, [a_query(title)], record)
    return split


def test_a_document_without_a_term_is_never_split() -> None:
    assert scanned("Zebra", *documents("It rained all day.", "A zebra ran.")) == ["b.txt"]


def test_all_documents_are_counted() -> None:
    assert a_corpus(a_query("Zebra"), "It rained all day.", "A zebra ran.").documents == 2


def test_no_term_at_all_splits_nothing() -> None:
    assert scanned("", *documents("It rained.")) == []


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        pytest.param("Casualties", "One casualty.", "en", id="end-changes"),
        pytest.param("Trophies", "A trophy.", "en", id="end-changes-of-a-plain-word"),
        pytest.param("Spy", "A SPY left.", "en", id="short-word"),
        pytest.param("Spy", "Many spies left.", "en", id="short-word-changes"),
        pytest.param("Sky", "Clear skies.", "en", id="skies"),
        pytest.param("Dye", "Dyeing cloth.", "en", id="dye"),
        pytest.param("US", "The U.S. left.", "en", id="full-stops"),
        pytest.param("UN", "The U.N. left.", "en", id="full-stops-of-no-function-word"),
        pytest.param("Café", "A cafe\u0301 closed.", "en", id="decomposed"),
        pytest.param("Haus", "Viele Häuser.", "de", id="umlaut"),
        pytest.param("Straße", "Die Strassen.", "de", id="sharp-s"),
        pytest.param("O'Zebra", "Then O’Zebra ran.", "en", id="apostrophe"),
    ],
)
def test_every_form_of_a_term_is_found(title: str, text: str, language: str) -> None:
    assert scanned(title, a_document(text, language=language)) == ["a.txt"]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        pytest.param("Людина", "Бачили людей.", id="lemma"),
        pytest.param("П'ятниця", "Минулої п’ятниці.", id="apostrophe"),
    ],
)
def test_every_form_of_a_word_is_found_where_dictionaries_tell_its_stem(title: str, text: str) -> None:
    query = understand(a_topic(title), ("uk",))
    assert gather([a_document(text, language="uk")], [query], split_sentences).passages


@pytest.fixture
def corpus() -> Corpus:
    return a_corpus(a_query("Zebra"), "Zebras of the north\n\nThe zebra ran. It was fast.\n\nThese zebras slept.")


def test_headings_are_no_evidence(corpus: Corpus) -> None:
    assert [passage.evidence for passage in corpus.passages] == [False, True, True, True]


def test_a_passage_knows_the_heading_above_it(corpus: Corpus) -> None:
    assert [passage.heading for passage in corpus.passages] == [None, 0, 0, 0]


def test_before_stays_in_the_paragraph(corpus: Corpus) -> None:
    assert [passage.before for passage in corpus.passages] == [None, None, 1, None]
