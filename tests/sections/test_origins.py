"""Which documents are one origin: the cases that an analyst would decide by eye."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from briefing.model import Block, Document, Origin
from briefing.sections.origins import find_origins
from tests.sections.builders import a_document, documents

STORY = (
    "The harbour board of Lowsay closed the eastern pier on Tuesday after divers found cracks in four of its pillars.",
    "Ferries will use the western pier until the autumn, and the last sailing of the day leaves an hour earlier.",
    "Shopkeepers on the eastern side fear for their summer, since most visitors arrive on the evening boat.",
    "The board has asked two engineering firms for an estimate and expects their answers within six weeks.",
    "A storm in February had already torn away a crane and part of the railing along the breakwater.",
    "Repairs after that storm cost the island more than its whole budget for roads in an ordinary year.",
    "The mayor called for help from the mainland, which owns the lighthouse at the end of the pier.",
    "No ship has been damaged, and fishing boats may still tie up at the inner wall when the sea is calm.",
)
OTHER = (
    "Cracks in the pillars of a pier mean that passengers bound for Lowsay must land at the other end of town.",
    "Divers saw the damage during a routine visit and told the harbour board the same afternoon.",
    "Hotels near the old landing say that bookings for July have dropped by a third since the news broke.",
    "Engineers have yet to say whether steel or concrete would be cheaper, or how long the work might take.",
    "Fishermen shrugged: their boats lie behind the inner wall, where the water is deep enough at any tide.",
    "An opposition councillor asked why nobody had looked under the pier after the storm in February.",
)
QUOTATION = (
    '"We shall not let a single passenger set foot on that pier before every pillar has been looked at from top to '
    "bottom, and I say that as somebody who has walked along it every morning of my life and would dearly like to do "
    "so again before the summer is over, with my grandchildren, a bag of chips and a stick for the dog, whatever the "
    'engineers on the mainland may say about the sea, the sand, the salt and the age of the stones," the mayor said.'
)


def text(*sentences: str) -> str:
    return "\n\n".join(sentences)


def grouped(*made: Document | str) -> list[str]:
    """The origins, each as the first letters of its documents' paths."""
    found = [d if isinstance(d, Document) else a_document(d, f"{chr(97 + n)}.txt") for n, d in enumerate(made)]
    letters = {document.id: document.path[0] for document in found}
    return ["".join(letters[one] for one in origin.documents) for origin in find_origins(found)]


def the_origin(*made: Document | str) -> Origin:
    found = [d if isinstance(d, Document) else a_document(d, f"{chr(97 + n)}.txt") for n, d in enumerate(made)]
    (origin,) = find_origins(found)
    return origin


def edited(story: str, every: int) -> str:
    """With each so-many-th word replaced."""
    return " ".join("elsewhere" if n % every == every - 1 else word for n, word in enumerate(story.split(" ")))


def test_nothing_comes_of_nothing():
    assert find_origins([]) == ()


def test_a_document_by_itself_has_no_reason():
    (document,) = documents(text(*STORY))
    assert find_origins([document]) == (Origin("O1", (document.id,), None, None),)


def test_stories_of_one_event_written_apart_are_two_origins():
    assert grouped(text(*STORY), text(*OTHER)) == ["a", "b"]


def test_identical_files():
    one = a_document("Closed.", "a.txt")
    origin = the_origin(one, replace(one, id="f" * 12, path="b.txt"))
    assert origin.reason == "identical files"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('He said "never", and left.', "He said “never”,\nand left."),
        ("The PIER is closed.", "The pier  is closed."),
        ("It doesn't open.", "It doesn’t open."),
        ("Caf\u00e9 del Mar", "Cafe\u0301 del Mar"),
        ("Straße gesperrt", "STRASSE GESPERRT"),
        ("soft\u00adware", "software"),
    ],
)
def test_the_same_words_in_another_dress(one, other):
    assert the_origin(one, other).reason == "the same words throughout"


def test_a_cut_copy_is_a_copy():
    origin = the_origin(text(*STORY), text(*STORY[:4]))
    assert origin.reason == "100 % of the wording of b.txt stands in a.txt"


def test_publishers_name_the_documents_where_they_differ():
    long, short = documents(text(*STORY), text(*STORY[:4]))
    origin = the_origin(replace(long, publisher="Lowsay Post"), replace(short, publisher="Island Echo"))
    assert origin.reason == "100 % of the wording of Island Echo stands in Lowsay Post"


def test_a_copy_with_as_much_of_its_own_is_told_apart_by_what_it_shares():
    assert grouped(text(*STORY[:5]), text(*STORY[:4], *OTHER[:2])) == ["ab"]
    assert grouped(text(*STORY[:5]), text(*STORY[:1], *OTHER)) == ["a", "b"]


@pytest.mark.parametrize("every", [5, 6, 8])
def test_words_changed_here_and_there(every):
    assert grouped(text(*STORY), text(*(edited(sentence, every) for sentence in STORY))) == ["ab"]


def test_an_edited_copy_says_so():
    origin = the_origin(text(*STORY), text(*(edited(sentence, 5) for sentence in STORY[:6])))
    assert origin.reason == "100 % of b.txt stands, lightly edited, in a.txt"


def test_sentences_in_another_order():
    assert grouped(text(*STORY), text(*reversed(STORY))) == ["ab"]


def test_a_shared_quotation_is_no_shared_text():
    """Two reporters sat in one room; most of what they wrote is what they heard there."""
    assert grouped(text(STORY[0], QUOTATION, *STORY[1:3]), text(OTHER[0], QUOTATION, *OTHER[1:3])) == ["a", "b"]


def test_a_shared_quotation_does_not_hide_a_copy():
    assert grouped(text(*STORY[:4], QUOTATION, STORY[4]), text(*STORY[:4], QUOTATION)) == ["ab"]


def test_short_documents_are_one_only_when_the_same_throughout():
    assert grouped(text(STORY[0]), text(*STORY)) == ["a", "b"]
    assert grouped(text(STORY[0]), text(STORY[0]), text(*STORY)) == ["ab", "c"]


def test_a_page_of_names_is_no_copy_for_one_phrase():
    names = "\n\n".join(f"Harbour {n}" for n in range(60))
    assert grouped(text(*STORY), text(names, "until the autumn, and the last")) == ["a", "b"]


def test_furniture_is_not_compared():
    line = (
        "Sign up for our letter from the islands and never miss a sailing, a storm or a sale again in all your days. "
    )
    made = []
    for path, sentences in (("a.txt", STORY[:3]), ("b.txt", OTHER[:3])):
        body = text(*sentences)
        blocks = (Block("furniture", 0, 5 * len(line)), Block("paragraph", 5 * len(line), 5 * len(line) + len(body)))
        made.append(replace(a_document(5 * line + body, path), blocks=blocks))
    assert grouped(*made) == ["a", "b"]
    bare = [replace(d, blocks=tuple(replace(block, kind="paragraph") for block in d.blocks)) for d in made]
    assert grouped(*bare) == ["ab"]


def test_without_blocks_all_is_compared():
    made = [replace(document, blocks=()) for document in documents(text(*STORY), text(*STORY[1:]))]
    assert grouped(*made) == ["ab"]


def test_only_furniture_is_nothing_in_common():
    made = [replace(a_document(words), blocks=(Block("furniture", 0, 5),)) for words in ("Share", "Print")]
    assert len(find_origins([replace(made[0], id="1"), replace(made[1], id="2", path="b.txt")])) == 2


def test_copies_of_copies_are_one():
    a, b, c = STORY, (*STORY[2:], *OTHER[:4]), (*OTHER[:4], *OTHER[4:])
    assert grouped(text(*a), text(*c)) == ["a", "b"]
    assert grouped(text(*a), text(*b), text(*c)) == ["abc"]


def test_origins_stand_in_order_of_path_whatever_the_order_given():
    made = documents(text(*STORY), text(*OTHER), text(*STORY[:5]))
    expected = find_origins(made)
    assert [origin.id for origin in expected] == ["O1", "O2"]
    assert [origin.documents for origin in expected] == [(made[0].id, made[2].id), (made[1].id,)]
    for order in (made[::-1], made[1:] + made[:1]):
        assert find_origins(order) == expected


def test_each_kind_of_evidence_is_told():
    one = a_document(text(*STORY), "a.txt")
    origin = the_origin(one, replace(one, id="f" * 12, path="b.txt"), a_document(text(*STORY[:4]), "c.txt"))
    assert origin.reason == "identical files; 100 % of the wording of c.txt stands in a.txt"


def test_many_copies_are_told_in_one_clause():
    origin = the_origin(text(*STORY), text(*STORY[:5]), text(*STORY[:6], *OTHER[:2]))
    assert origin.reason is not None
    assert origin.reason.startswith(("7", "8"))
    assert origin.reason.endswith("to 100 % of the wording of each stands in another")


# --- agencies --------------------------------------------------------------------------------------------------

FISH = (
    "Herring came back to the sound this spring after a decade in which the nets stayed empty.",
    "Nobody on the quay can explain it, though warmer currents and fewer seals are named most often.",
)
LITTLE = (*STORY[:3], *OTHER)
"""A third of it is the story: too little by itself."""


def test_a_credit_to_one_agency_makes_less_text_enough():
    assert grouped(text(*STORY), text(*LITTLE)) == ["a", "b"]
    origin = the_origin(text("LOWSAY (AP) — " + STORY[0], *STORY[1:]), text(*LITTLE, "(AP)"))
    assert origin.agency == "AP"
    assert origin.reason is not None
    assert origin.reason.startswith("both credit AP, and ")


def test_several_credits_to_one_agency_are_told_in_one_clause():
    first, *rest = STORY
    thirds = (text(first, *rest[:1], *OTHER[:4], "(AP)"), text(*rest[5:], *OTHER[4:], *FISH, "(AP)"))
    origin = the_origin(text("LOWSAY (AP) — " + first, *rest), *thirds)
    assert origin.reason is not None
    assert origin.reason.startswith("several credit AP, and ")


def test_credits_to_two_agencies_do_not():
    assert grouped(text("LOWSAY (AP) — " + STORY[0], *STORY[1:]), text(*LITTLE, "(AFP)")) == ["a", "b"]


def test_a_credit_alone_is_not_enough():
    one, other = text("LOWSAY (AP) — " + STORY[0], *STORY[1:]), text("LOWSAY (AP) — " + OTHER[0], *OTHER[1:])
    assert grouped(one, other) == ["a", "b"]
    assert [origin.agency for origin in find_origins(documents(one, other))] == ["AP", "AP"]


# --- many ------------------------------------------------------------------------------------------------------


def made_up(random: random.Random, words: int) -> str:
    return " ".join("".join(random.choices("aeioulnrst", k=5)) for _ in range(words))


def test_a_phrase_of_everybody_joins_nobody():
    dice = random.Random(7)
    phrase = made_up(dice, 30)
    made = [a_document(f"{made_up(dice, 120)}\n\n{phrase}", f"{n:04}.txt") for n in range(600)]
    assert len(find_origins(made)) == 600


def test_hundreds_of_edited_copies_are_one():
    dice = random.Random(8)
    story = made_up(dice, 200).split()
    made = []
    for number in range(600):
        copy = [made_up(dice, 1) if dice.random() < 0.05 else word for word in story]
        made.append(a_document(" ".join(copy), f"{number:04}.txt"))
    assert [len(origin.documents) for origin in find_origins(made)] == [600]


@pytest.mark.parametrize("odd", ["a" * 100_000, '"' * 100_000, "AP/" * 30_000, "新" * 50_000, "(" * 100_000])
def test_odd_texts_are_survived(odd):
    assert len(find_origins(documents(odd, text(*STORY), text(*STORY[1:])))) == 2


def test_scripts_without_spaces():
    story = "港口委员会周二关闭了东码头因为潜水员在四根柱子上发现了裂缝渡轮将使用西码头直到秋天最后一班船提前一小时离开"
    other = "岛上的商店主人担心今年夏天的生意因为大多数游客都乘坐晚上的船到达他们希望大陆能够帮助修理旧的灯塔和防波堤"
    assert grouped(story + other, story + "。" + other[:20], other[::-1]) == ["ab", "c"]
