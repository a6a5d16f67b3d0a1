"""Whom a text credits: the agency that it came from, the newsrooms whose reports it hands on, and circles of those."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.model import Block, Credit, Document
from briefing.sections.credits import agency_of, circular, find_credits
from tests.sections.builders import a_document

BODY = "\n\nThe pier on the eastern side is closed, the board said.\n\nNobody was hurt, and ferries sail from the west."


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("LONDON (AP) — The pier is closed." + BODY, "AP"),
        ("LOWSAY, England, March 20 (Reuters) - The pier is closed." + BODY, "Reuters"),
        ("Berlin (dpa) – Der Steg ist gesperrt." + BODY, "dpa"),
        ("Madrid, 20 mar (EFE).- El muelle está cerrado." + BODY, "EFE"),
        ("КИЇВ (Укрінформ) — Причал закрито." + BODY, "Ukrinform"),
        ("By The Associated Press" + BODY, "AP"),
        ("By JANE DOE, Associated Press" + BODY, "AP"),
        ("From Reuters" + BODY, "Reuters"),
        ("AFP" + BODY, "AFP"),
        ("The pier is closed." + BODY + " (AP)", "AP"),
        ("The pier is closed." + BODY + "\n\n— Reuters", "Reuters"),
        ("The pier is closed." + BODY + "\n\n(PTI)", "PTI"),
        ("The pier is closed." + BODY + " AFP", "AFP"),
        ("The pier is closed." + BODY + "\n\nAgence France-Presse contributed to this report.", "AFP"),
        ("The pier is closed." + BODY + "\n\nWith files from The Canadian Press", "Canadian Press"),
        ("The pier is closed." + BODY + "\n\nAP/dpa", "AP"),
        ("The pier is closed." + BODY, None),
        ("The mayor told Reuters that the pier is closed." + BODY, None),
        ("The Associated Press (AP) has an office on the pier." + BODY, None),
        ("The pier in Pittsburgh, PA\n\nis closed." + BODY, None),
        ("Jane Doe/AP" + BODY, None),
        ("Photo: Reuters" + BODY, None),
        ("The pier seen from a boat (AP Photo/Jane Doe)" + BODY, None),
        ("MAPS (APP) of the pier" + BODY, None),
        ("The pier is closed." + BODY + "\n\nThe mayor is a friend of AP", None),
    ],
)
def test_the_agency_behind_a_text(text, agency):
    assert agency_of(a_document(text)) == agency


def test_the_agency_of_the_middle_is_not_asked():
    paragraphs = [f"Paragraph {number} tells of the pier." for number in range(20)]
    paragraphs[10] = "(AP)"
    assert agency_of(a_document("\n\n".join(paragraphs))) is None


@pytest.mark.parametrize(
    ("field", "value", "agency"),
    [
        ("publisher", "Reuters", "Reuters"),
        ("author", "Jane Doe, Associated Press", "AP"),
        ("author", "Michael Bloomberg", None),
        ("publisher", "Lowsay Post", None),
    ],
)
def test_metadata_may_name_the_agency(field, value, agency):
    assert agency_of(replace(a_document("The pier is closed."), **{field: value})) == agency


# --- credits ---------------------------------------------------------------------------------------------------


def published(text: str, publisher: str | None, path: str) -> Document:
    return replace(a_document(text, path), publisher=publisher)


def credited(text: str) -> list[tuple[str, str]]:
    """Each source, and the words that credit it."""
    document = a_document(text)
    return [(credit.source, text[credit.start : credit.end]) for credit in find_credits([document])]


@pytest.mark.parametrize(
    ("text", "source", "words"),
    [
        ("The pier is closed, the mayor told Reuters on Friday.", "Reuters", "told Reuters"),
        ("He told the Associated Press so.", "AP", "told the Associated Press"),
        ("It was closed, citing the Russian state news agency Interfax.", "Interfax", None),
        ("It was first reported by The Times of the island.", "The Times", "first reported by The Times"),
        ("The story was first reported by the Lowsay Herald.", "Lowsay Herald", "first reported by the Lowsay Herald"),
        ("It is unsafe, according to a report in Le Monde.", "Le Monde", "a report in Le Monde"),
        ("The AFP news agency said it was shut.", "AFP", "AFP news agency said"),
        ("The pier is shut, Yonhap reported.", "Yonhap", "Yonhap reported"),
        ("A passenger interviewed Friday by AFP wept.", "AFP", "interviewed Friday by AFP"),
        ("According to China’s Xinhua, it is shut.", "Xinhua", "According to China’s Xinhua"),
        ("Le maire a déclaré à l’AFP que le quai est fermé.", "AFP", "a déclaré à l’AFP"),
        ("Der Steg ist laut der Nachrichtenagentur dpa gesperrt.", "dpa", "laut der Nachrichtenagentur dpa"),
        ("Причал закрито, повідомляє Укрінформ.", "Ukrinform", "повідомляє Укрінформ"),
        ("The Kyiv Post reported it.", "The Kyiv Post", "The Kyiv Post reported"),
    ],
)
def test_what_credits_another_newsroom(text, source, words):
    ((found, span),) = credited(text)
    assert found == source
    assert words is None or span == words


@pytest.mark.parametrize(
    "text",
    [
        "The mayor told reporters that the pier is closed.",
        "Reuters has an office on the pier.",
        "Michael Bloomberg reported a loss on the pier.",
        "According to Michael Bloomberg, the pier is unsafe.",
        "The mayor told the Times-Courier nothing.",
        "He told the Press Secretary to wait.",
        "Post offices reported a loss.",
        "She retold Reuterswerft its own story.",
        "The pier, citing cost, was shut; Reuters moved out.",
    ],
)
def test_what_credits_nobody(text):
    assert credited(text) == []


def test_furniture_credits_nobody():
    text = "The mayor told Reuters"
    document = replace(a_document(text), blocks=(Block("furniture", 0, len(text)),))
    assert find_credits([document]) == ()


def test_a_credit_leads_to_the_one_document_of_that_publisher():
    one = published("The pier is closed, the Lowsay Lantern reported.", "Island Echo", "a.txt")
    other = published("The pier is closed.", "The Lowsay Lantern", "b.txt")
    (credit,) = find_credits([one, other])
    assert credit == Credit(one.id, "Lowsay Lantern", 24, 47, other.id)
    assert one.text[credit.start : credit.end] == "Lowsay Lantern reported"


def test_an_agency_is_a_publisher_by_any_of_its_names():
    one = published("The mayor told AP that it is closed.", "Island Echo", "a.txt")
    other = published("The pier is closed.", "The Associated Press", "b.txt")
    assert [credit.to for credit in find_credits([one, other])] == [other.id]


def test_a_credit_to_a_publisher_of_several_documents_leads_to_none():
    one = published("The pier is closed, the Lowsay Lantern reported.", "Island Echo", "a.txt")
    others = [published(f"Pier {path}.", "Lowsay Lantern", path) for path in ("b.txt", "c.txt")]
    assert [credit.to for credit in find_credits([one, *others])] == [None]


def test_nobody_is_credited_by_themselves():
    assert find_credits([published("The mayor told the Lowsay Lantern so.", "The Lowsay Lantern", "a.txt")]) == ()


def test_credits_stand_in_order_of_path_and_place():
    made = [a_document("He told AFP and told AP.", path) for path in ("b.txt", "a.txt")]
    found = [(credit.document, credit.source) for credit in find_credits(made)]
    assert found == [(made[1].id, "AFP"), (made[1].id, "AP"), (made[0].id, "AFP"), (made[0].id, "AP")]
    assert find_credits(made[::-1]) == find_credits(made)


@pytest.mark.parametrize(
    "odd",
    ["AP/" * 30_000, "told " * 20_000 + "AP", "told " + "the " * 20_000 + "AP", "Times " * 20_000, "(AP) — " * 9_000],
)
def test_odd_texts_are_survived(odd):
    find_credits([a_document(odd)])


# --- circles ---------------------------------------------------------------------------------------------------


def credits(*pairs: str) -> list[Credit]:
    """ "ab": a credits b; "a": a credits somebody outside."""
    return [Credit(pair[0], "x", 0, 1, pair[1:] or None) for pair in pairs]


@pytest.mark.parametrize(
    ("pairs", "groups"),
    [
        ([], ()),
        (["ab"], ()),
        (["ab", "cb", "db"], ()),
        (["a", "b"], ()),
        (["aa"], ()),
        (["ab", "ba"], (("a", "b"),)),
        (["ab", "ba", "ba"], (("a", "b"),)),
        (["ab", "bc", "ca", "da"], (("a", "b", "c"),)),
        (["dc", "cd", "ba", "ab", "bc"], (("a", "b"), ("c", "d"))),
        (["ab", "bc", "cb", "cd", "da"], (("a", "b", "c", "d"),)),
    ],
)
def test_who_credits_one_another(pairs, groups):
    assert circular(credits(*pairs)) == groups


def test_a_long_chain_of_credits():
    names = [f"{number:05}" for number in range(5000)]
    chain = [Credit(one, "x", 0, 1, other) for one, other in zip(names, [*names[1:], names[0]], strict=True)]
    assert circular(chain[:-1]) == ()
    assert circular(chain) == (tuple(names),)
