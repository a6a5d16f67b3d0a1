from __future__ import annotations

import pytest

from briefing.model import Topic
from briefing.sections.vocabulary import unheard
from briefing.sources.sentences import split_sentences
from tests.sections.builders import a_document

TEXT = """\
The pipeline to Lowsay was attacked on Monday. The pipeline carries water to Lowsay, the harbour board said.

Divers repaired the pipeline, and the harbour board thanked the divers. Lowsay needs the pipeline.

Some 40 soldiers were killed near Port Ellery. Zelenskyy mourned them.
"""


def warnings(**topic: object) -> list[str]:
    asked = Topic(id="t", **topic)  # type: ignore[arg-type]
    return list(unheard([asked], [a_document(TEXT)], split_sentences))


@pytest.mark.parametrize("title", ["Pipeline attacks", "Casualties", "Force size", "Zelensky's position"])
def test_what_the_documents_speak_of_in_any_word_is_no_warning(title: str) -> None:
    assert warnings(title=title) == []


def test_a_misspelt_title_is_told_what_the_documents_write() -> None:
    (warning,) = warnings(title="Pipleine")
    assert warning == "topic 'Pipleine': no document holds a word of it; they write 'pipeline'"


def test_a_title_of_words_that_occur_nowhere_is_told_what_the_documents_speak_of() -> None:
    (warning,) = warnings(title="Zorbing")
    assert "no document holds a word of it; they speak most of 'pipeline'" in warning
    assert "said" not in warning


def test_one_misspelt_term_among_good_ones_is_told() -> None:
    (warning,) = warnings(title="Deaths", terms=("killed", "soliders", "sold*"))
    assert warning == "topic 'Deaths': no document holds the term 'soliders'; they write 'soldiers'"


def test_a_speaker_of_whom_nobody_speaks_is_told() -> None:
    (warning,) = warnings(title="Pipeline", speakers=("Zelensky", "Pesokv"))
    assert "no document holds the speaker 'Pesokv'" in warning


def test_a_group_that_is_required_and_never_met_is_told_with_what_stands_beside() -> None:
    (warning,) = warnings(title="Pipeline", require=(("pipeline",), ("wombat", "kangaroo")))
    assert "no document holds 'wombat or kangaroo' or what means the same, so nothing can be found" in warning
    assert "the sentences nearest to it speak of" in warning
    assert "'Lowsay'" in warning


def test_a_statement_need_not_be_met_word_by_word() -> None:
    assert warnings(title="Divers of the coast guard repaired a broken pipeline within hours") == []


def test_warnings_come_in_the_order_of_the_topics() -> None:
    topics = [Topic(id="a", title="Zorbing"), Topic(id="b", title="Curling")]
    found = unheard(topics, [a_document(TEXT)], split_sentences)
    assert ["Zorbing" in found[0], "Curling" in found[1], len(found)] == [True, True, 2]
