from __future__ import annotations

from briefing.model import Origin
from briefing.sections.origins import find_origins
from tests.sections.builders import documents

ONE = """\
The harbour board counted 41,000 passengers in April, and 38,500 in March, it said on Friday.

“We have never carried so many people in a single month since the pier was built,” said Anna Grey, its chair. \
“The boats are old, the crews are tired, and nobody has told us when the new ferry will arrive.”

Repairs to the pier would cost 2.4 million crowns, and 130 jobs hang on them. \
“If the money does not come before the winter storms we shall have to close the northern berth.”
"""
RETOLD = """\
Fears are growing on Lowsay for its only link to the mainland, where traffic reached 41,000 travellers last month \
after 38,500 people the month before.

The chair of the body that runs the port, Anna Grey, spoke of a record. “We have never carried so many people in a \
single month since the pier was built,” she told islanders. “The boats are old, the crews are tired, and nobody has \
told us when the new ferry will arrive.”

Some 2.4 million crowns are wanted to mend the landing stage, on which 130 people depend for work. Without them a \
berth may shut: “If the money does not come before the winter storms we shall have to close the northern berth.”
"""
SAME_SPEECH = RETOLD.replace("41,000", "17,000").replace("38,500", "16,000").replace("2.4", "9.1").replace("130", "90")
SAME_FIGURES = RETOLD.replace("“", "").replace("”", "")


def reasons(*texts: str) -> list[str | None]:
    return [origin.reason for origin in find_origins(documents(*texts))]


def test_a_report_in_other_words_is_one_origin() -> None:
    (origin,) = find_origins(documents(ONE, RETOLD))
    assert isinstance(origin, Origin)
    assert len(origin.documents) == 2
    assert origin.reason
    assert "tell one report: they share 100 % of the words they quote" in origin.reason


def test_the_same_quotations_with_other_figures_are_two() -> None:
    assert reasons(ONE, SAME_SPEECH) == [None, None]


def test_the_same_figures_without_the_quotations_are_two() -> None:
    assert reasons(ONE, SAME_FIGURES) == [None, None]


def test_it_does_not_matter_which_comes_first() -> None:
    assert len(reasons(RETOLD, ONE)) == 1


def test_a_speech_that_everybody_quotes_joins_nobody() -> None:
    speech = "“" + " ".join(f"word{n}" for n in range(60)) + "”"
    texts = [
        f"{speech} Some {n}00 people came to place number {n}, and {n}50 left it in {n}7 buses." for n in range(1, 9)
    ]
    assert reasons(*texts) == [None] * 8
