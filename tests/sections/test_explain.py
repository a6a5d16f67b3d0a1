"""Why a sentence was chosen or left out, and what a topic finds at all."""

from __future__ import annotations

import pytest

from briefing.model import Document, Topic
from briefing.sections import explain, search
from briefing.sources.plain import read_plain
from briefing.sources.sentences import split_sentences

TEXT = """Harbour talks

By Jane Doe

The force would have 5,000 troops. That is fewer than the general wanted.

The harbour was quiet. Would 5,000 troops be enough?

Fishermen sold their catch at noon.
"""


def a_document(text: str = TEXT, path: str = "a.txt") -> Document:
    extract = read_plain(text.encode())
    return Document(id=path, path=path, sha256="", language="en", text=extract.text, blocks=extract.blocks)


def verdict(quotation: str, topic: Topic | None = None) -> str:
    asked = topic or Topic(id="force-size", title="Force size")
    (found,) = explain(asked, quotation, [a_document()], split_sentences)
    return found.verdict


@pytest.mark.parametrize(
    ("quotation", "said"),
    [
        pytest.param("The force would have 5,000 troops", "printed as finding 1", id="chosen"),
        pytest.param("Harbour talks", "left out: it is a heading", id="heading"),
        pytest.param("By Jane Doe", "left out: it is page furniture", id="furniture"),
        pytest.param("Would 5,000 troops be enough?", "left out: it is a question", id="question"),
        pytest.param("Fishermen sold", "left out: it holds no word of the topic", id="no-word"),
    ],
)
def test_the_verdict_says_what_became_of_it(quotation: str, said: str) -> None:
    assert verdict(quotation).startswith(said)


def test_words_that_merely_go_with_the_topic_are_said_to() -> None:
    topic, text = Topic(id="evacuation", title="Evacuation"), "Rain fell. The ministers found shelter. It was noon."
    (found,) = explain(topic, "The ministers found shelter.", [a_document(text)], split_sentences)
    assert found.verdict == "left out: others come nearer to the topic, or it only holds words that go with it"


def test_a_dropped_sentence_is_said_to_be_dropped() -> None:
    topic = Topic(id="t", title="Force size", drop=("The force would have 5,000 troops",))
    assert verdict("The force would have", topic) == "left out: the config drops it"


def test_an_excluded_term_is_the_reason() -> None:
    assert verdict("The force would have", Topic(id="t", title="Force size", exclude=("troops",))) == (
        "left out: it holds an excluded term"
    )


def test_a_pinned_sentence_is_said_to_be_pinned() -> None:
    topic = Topic(id="t", title="Force size", pin=("Fishermen sold their catch",))
    assert verdict("Fishermen", topic) == "printed as finding 1, because it is pinned"


def test_a_quotation_that_nobody_holds_is_not_explained() -> None:
    assert explain(Topic(id="t", title="Force size"), "No such words", [a_document()], split_sentences) == ()


def test_shares_add_up_to_the_score() -> None:
    (found,) = explain(Topic(id="t", title="Force size"), "5,000 troops. That", [a_document()], split_sentences)
    assert found.hit is not None
    assert sum(share for _, share in found.hit.reasons) == pytest.approx(found.hit.score)


def test_what_would_change_it_is_config_that_changes_it() -> None:
    quotation = "Fishermen sold their catch at noon."
    (found,) = explain(Topic(id="t", title="Force size"), quotation, [a_document()], split_sentences)
    assert f'pin: ["{quotation}"]' in found.changes
    assert verdict(quotation, Topic(id="t", title="Force size", pin=(quotation,))).startswith("printed")


def test_search_ranks_every_sentence_that_speaks_to_the_words() -> None:
    hits = search(Topic(id="", title="harbour troops"), [a_document()], split_sentences)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert {"The force would have 5,000 troops.", "The harbour was quiet."} <= {hit.sentence.text for hit in hits}
