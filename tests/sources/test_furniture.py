"""Page furniture told from the sentences and headlines of an article."""

from __future__ import annotations

import pytest

from briefing.sources.furniture import is_furniture, opens_listing


@pytest.mark.parametrize(
    "line",
    [
        "5 minute read",
        "4 min read",
        "By Ada Pell",
        "By Ada Pell and Orla Q. Finch, Harbour Correspondent",
        "BY ADA PELL",
        "By staff reporters",
        "Von Ada Pell",
        "Автор: Олена Мельник",
        "Published: March 22, 2025 10:15 a.m.",
        "Last updated on 3 May 2024",
        "3 May 2024",
        "Friday, May 3, 2024",
        "2024-05-03 10:15",
        "2 hours ago",
        "Reporting by Ada Pell; editing by Orla Finch",
        "Ada Pell contributed to this report.",
        "Leave a comment",
        "No Comments",
        "1,204 comments",
        "View all 12 comments",
        "Facebook Twitter WhatsApp",
        "Share",
        "Share this article",
        "Share on Facebook",
        "Follow us on Telegram",
        "Advertisement",
        "Advertisement - scroll to continue",
        "Read more",
        "Article continues below",
        "Skip to main content",
        "Subscribe now",
        "Sign up for our newsletter",
        "Tags: ferries, harbours",
        "Home > News > Harbours",
        "Photo: Ada Pell / Island Post",
        "Image credit: Ada Pell",
        "(Photo by Ada Pell)",
        "REUTERS/Ada Pell",
        "© 2024 Island Post. All rights reserved.",
        "https://example.com/ferry",
        "news@example.com",
        "Read also: Ferry fares to rise",
        "Related: Ferry fares to rise",
        "We use cookies to improve this site.",
        "Your email address will not be published.",
        "Loading...",
        "* * *",
    ],
)
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "By Friday the harbour was closed.",
        "By May the ferry was full.",
        "By March 2024 the ferry had stopped",
        "Ada Pell said so.",
        "Share prices fell on Monday.",
        "Comments by the mayor drew anger.",
        "Follow the money, says the mayor.",
        "Read more books, the minister told parents of young children in a speech.",
        "Ferry fares to rise in May",
        "Photo exhibition opens in Lowsay",
        "Photos by Ada Pell showed that the dam had cracked in March.",
        "Published papers are not always right.",
        "More than 40 ferries were late.",
        "The related companies deny it.",
        "Related claims were struck out by the court in 2019.",
        "Twitter said it had removed the account.",
        "Home prices rose by 3 percent.",
        "Search teams found the boat.",
        "Subscribers left the paper in large numbers.",
        "Advertisement bans were lifted, the minister said.",
        "Two hours ago the ferry left the harbour of Lowsay.",
        "Click here to read was the only text on the page that the investigators found, and they looked for a month.",
        "The most read book of 2023 was about ferries.",
    ],
)
def test_noop(line: str) -> None:
    assert not is_furniture(line)


def test_white_space_within_a_line_does_not_matter() -> None:
    assert is_furniture("Leave  a\ncomment")


@pytest.mark.parametrize(
    "line", ["Related articles", "RELATED STORIES:", "Most read", "You may also like", "Read also:", "Читайте також:"]
)
def test_a_listing_opens(line: str) -> None:
    assert opens_listing(line)


@pytest.mark.parametrize("line", ["Related claims were struck out.", "Ferry fares to rise", "More ferries for Lowsay"])
def test_a_listing_noop(line: str) -> None:
    assert not opens_listing(line)


def test_a_long_line_is_never_furniture() -> None:
    assert not is_furniture("Tags: " + "ferry, " * 100)
