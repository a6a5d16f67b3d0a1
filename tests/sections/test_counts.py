from __future__ import annotations

import pytest

from briefing.model import Disagreement, Section
from tests.sections.builders import a_document, a_topic, told

SIZE = a_topic("Force size", limit=50)


def sides(section: Section, kind: str = "figures") -> list[list[str]]:
    """The wording of each version, by disagreement."""
    return [[v.lead.text for v in one.versions] for one in section.disagreements if one.kind == kind]


def test_figures_that_cannot_all_hold_stand_side_by_side() -> None:
    section = told(
        SIZE,
        "The force would have between 10,000 and 30,000 troops.",
        "The force would have 10,000 to 30,000 personnel.",
        "A force of fewer than 30,000 troops is planned.",
        "The force would need about 110,000 soldiers, the minister said.",
    )
    assert sides(section) == [
        ["between 10,000 and 30,000 troops", "fewer than 30,000 troops", "about 110,000 soldiers"]
    ]
    assert all(finding.disputed for finding in section.findings)


def test_the_same_figure_stands_once_with_all_its_places() -> None:
    section = told(
        SIZE, "The force would have 12,000 troops.", "Officials speak of a force of 12,000 soldiers.", "It rained."
    )
    (version,) = section.figures
    assert [mention.document.path for mention in version.mentions] == ["a.txt", "b.txt"]
    assert (version.origins, version.disputed, section.disagreements) == (2, False, ())


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("The force would have nearly 12,500 troops.", id="about"),
        pytest.param("The force would have more than 10,000 troops.", id="lower-bound"),
        pytest.param("The force would have up to 15,000 troops.", id="upper-bound"),
        pytest.param("The force would have fewer than 100,000 troops.", id="far-upper-bound"),
        pytest.param("The force would have 11,000 to 13,000 troops.", id="range"),
        pytest.param("The force had 400 lorries.", id="another-thing"),
        pytest.param("The force would have 60 troops in the village.", id="another-scale"),
        pytest.param("The force would grow by 2,000 troops.", id="change"),
    ],
)
def test_figures_that_can_both_hold_are_no_disagreement(other: str) -> None:
    section = told(SIZE, "The force would have 12,000 troops.", other)
    assert sides(section) == []


def test_a_number_without_a_noun_counts_what_the_topic_asks_for() -> None:
    section = told(SIZE, "The force would have 12,000 troops.", "The size of the force is put at 40,000.")
    assert sides(section) == [["12,000 troops", "40,000"]]


def test_what_is_not_asked_for_never_stands_among_what_is() -> None:
    section = told(
        SIZE,
        "The force would have 12,000 troops and 40 drones and cost 3 billion euros.",
        "Some 30 leaders discussed the size of the force of 12,000 troops.",
    )
    assert [version.lead.text for version in section.figures] == ["12,000 troops"]


def test_one_sentence_does_not_contradict_itself() -> None:
    section = told(SIZE, "Of the force of 12,000 troops, 5,000 troops would guard the border.")
    assert len(section.figures) == 2
    assert sides(section) == []


def test_counts_of_two_incidents_are_no_disagreement() -> None:
    topic = a_topic("Casualties", limit=50)
    section = told(
        topic,
        "A drone hit a bus in Lowsay and 12 people were killed.",
        "A drone hit a bus in Port Ellery and 31 people were killed.",
    )
    assert len(section.figures) == 2
    assert sides(section) == []


def test_counts_of_one_incident_that_differ_are() -> None:
    topic = a_topic("Casualties", limit=50)
    section = told(
        topic,
        "A drone hit a bus in Lowsay and 12 people were killed.",
        "The drone that hit the Lowsay bus killed 31 people.",
    )
    assert [len(versions) for versions in sides(section)] == [2]


def test_a_vague_amount_is_no_figure() -> None:
    section = told(SIZE, "The force would have several troops in each village.", "The force would have 12,000 troops.")
    assert [version.lead.text for version in section.figures] == ["12,000 troops"]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("A 19-year-old soldier joined the force of 12,000 troops.", id="age"),
        pytest.param("Its size made it the 14th force to pass 12,000 troops.", id="ordinal"),
        pytest.param("Not a single soldier left the force of 12,000 troops.", id="single"),
        pytest.param("The force of 12,000 troops needs both generals and many soldiers.", id="both-and-many"),
        pytest.param("The force of 12,000 troops, a trooper and an officer has a 30-day mandate.", id="in-a-list"),
    ],
)
def test_what_is_no_count_stands_among_no_counts(other: str) -> None:
    section = told(SIZE, "The force would have 12,000 troops.", other)
    assert ([v.lead.text for v in section.figures], section.disagreements) == (["12,000 troops"], ())


def test_versions_of_one_unit_stand_together_by_size() -> None:
    section = told(
        a_topic("Casualties", limit=50),
        "Some 900 people were wounded. Some 300 people were killed. Some 400 people were killed near the port.",
        "The ministry says that 300 people were killed in the war.",
    )
    assert [(v.lead.figure.unit, v.lead.figure.low) for v in section.figures if v.lead.figure] == [
        ("killed", 300),
        ("killed", 400),
        ("wounded", 900),
    ]


def test_a_disagreement_names_what_it_is_about() -> None:
    section = told(SIZE, "The force would have 12,000 troops.", "The force would have 40,000 troops.")
    (found,) = section.disagreements
    assert isinstance(found, Disagreement)
    assert (found.kind, found.about) == ("figures", "troops")


def test_an_upper_bound_speaks_of_its_own_order_of_magnitude() -> None:
    section = told(
        a_topic("Casualties"),
        "Russia has lost up to 250,000 dead soldiers. These figures differ greatly from those of its army, which give "
        "only 6,000 deaths.",
    )
    assert [len(found) for found in sides(section)] == [2]


def test_losses_that_are_admitted_are_the_speaker_s_own() -> None:
    section = told(
        a_topic("Casualties"),
        "Moscow's defence ministry admitted to 6,000 dead soldiers.",
        "London says that Russia has lost 250,000 dead soldiers.",
    )
    assert [(d.about, len(d.versions)) for d in section.disagreements] == [("killed (Russia)", 2)]


SHARE = a_topic("Turnout", limit=50, question="What share of voters came?")


@pytest.mark.parametrize(
    "others",
    [
        pytest.param(["By noon 63 percent of voters in the north had come, and 72 percent in the south."], id="both"),
        pytest.param(["Some 63 percent of voters came. Of the young voters 72 percent came."], id="one-document"),
    ],
)
def test_percentages_that_one_document_gives_are_of_two_things(others: list[str]) -> None:
    assert sides(told(SHARE, *others, "Turnout of voters: 63 percent came.", "Among the young 72 percent came.")) == []


def test_percentages_of_two_documents_may_contradict_each_other() -> None:
    section = told(SHARE, "Some 40 percent of voters came to vote.", "About 70 percent of voters came to vote.")
    assert sides(section) == [["Some 40 percent", "About 70 percent"]]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param("Of more than 40,000 troops, 12,000 troops would sail with the force.", id="of-a-larger-one"),
        pytest.param("The force would have 40,000 troops rather than 12,000 troops.", id="put-aside"),
        pytest.param("The force would have 40,000 troops, compared with 12,000 troops before.", id="compared"),
    ],
)
def test_a_number_set_beside_a_larger_one_is_no_version_of_it(other: str) -> None:
    section = told(SIZE, "The force would have 40,000 troops.", other)
    assert sides(section) == []


def test_a_number_of_tells_no_number() -> None:
    section = told(a_topic("Crew", limit=50, figures=("people",)), "A number of people of the crew left.")
    assert section.figures == ()


GERMAN = {
    "toll": "Bei dem Brand in Lowsay starben 73 Menschen.",
    "other toll": "Der Brand in Lowsay forderte 88 Tote.",
    "part": "Unter den Toten von Lowsay sind elf Kinder, die getötet wurden.",
    "sum": "Die Opfer in Lowsay erhalten 2.500 Euro.",
    "other sum": "Der Wiederaufbau kostet 20.000 Euro.",
}


@pytest.mark.parametrize(
    ("title", "texts", "expected"),
    [
        pytest.param("Zahl der Toten", ("toll", "other toll"), [["73 Menschen", "88 Tote"]], id="two-tolls"),
        pytest.param("Zahl der Toten", ("toll part",), [], id="a-part-of-it"),
        pytest.param("Kosten", ("sum", "other sum"), [], id="two-sums-of-money"),
    ],
)
def test_in_other_languages_only_whole_counts_of_people_are_set_against_each_other(
    title: str, texts: tuple[str, ...], expected: list[list[str]]
) -> None:
    """What a number there is a part of, and of whom it speaks, is not read."""
    kept = [" ".join(GERMAN[one] for one in ([text] if text in GERMAN else text.split())) for text in texts]
    documents = [a_document(text, f"{number}.txt", "de") for number, text in enumerate(kept)]
    assert sides(told(a_topic(title, limit=50), *documents)) == expected
