"""YAML into values with positions: what is kept, what is refused and in which words."""

from __future__ import annotations

import time

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing import _yaml
from briefing._yaml import Mapping, Mistakes, Node, Scalar, Sequence, load
from briefing.errors import BriefingError, ConfigError


def read(source: str | bytes, first_line: int = 1) -> Node:
    mistakes = Mistakes("f.yaml")
    node = load(source, mistakes, first_line)
    mistakes.raise_any()
    return node


def problems(source: str | bytes) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        read(source)
    return caught.value.problems


@pytest.fixture(params=["CSafeLoader", "SafeLoader"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_yaml, "_LOADER", getattr(yaml, request.param))


# --- what is kept ----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("source", "text", "value"),
    [
        pytest.param("No", "No", "No", id="a word that YAML 1.1 takes for false"),
        pytest.param("on", "on", "on", id="a word that YAML 1.1 takes for true"),
        pytest.param("true", "true", "true", id="true"),
        pytest.param("2025-04-11", "2025-04-11", "2025-04-11", id="a date"),
        pytest.param("12:30", "12:30", "12:30", id="a time that YAML 1.1 takes for base 60"),
        pytest.param("0777", "0777", "0777", id="octal"),
        pytest.param("1_000", "1_000", "1_000", id="underscores"),
        pytest.param("1e3", "1e3", "1e3", id="exponent"),
        pytest.param("0.50", "0.50", "0.50", id="a fraction keeps its zero"),
        pytest.param("1066", "1066", 1066, id="a whole number"),
        pytest.param("-5", "-5", -5, id="a negative number"),
        pytest.param("9" * 5000, "9" * 5000, "9" * 5000, id="more digits than Python converts"),
        pytest.param("'1066'", "1066", "1066", id="quoted number"),
        pytest.param("!!str 1066", "1066", "1066", id="number tagged as text"),
        pytest.param("null", "null", None, id="null"),
        pytest.param("~", "~", None, id="tilde"),
        pytest.param("", "", None, id="empty file"),
        pytest.param("# only a comment\n", "", None, id="only a comment"),
        pytest.param("'null'", "null", "null", id="quoted null"),
        pytest.param("''", "", "", id="quoted nothing"),
        pytest.param("|\n  one\n  two\n", "one\ntwo\n", "one\ntwo\n", id="block"),
        pytest.param("=", "=", "=", id="equals sign, a type of its own in YAML 1.1"),
    ],
)
def test_scalar_keeps_its_text_beside_its_value(source: str, text: str, value: object) -> None:
    node = read(source)
    assert isinstance(node, Scalar)
    assert (node.text, node.value) == (text, value)


@pytest.mark.usefixtures("loader")
def test_every_key_and_value_has_its_line_and_column() -> None:
    root = read("# first\ntitle: 'é'\ntopics:\n  - {id: x, limit: 5}\n")
    assert isinstance(root, Mapping)
    key, topics = root.entries["topics"]
    assert (key.line, key.column) == (3, 1)
    assert isinstance(topics, Sequence)
    topic = topics.items[0]
    assert isinstance(topic, Mapping)
    assert topic.entries["limit"] == (Scalar(4, 13, "limit", "limit"), Scalar(4, 20, "5", 5))


def test_lines_count_from_where_front_matter_begins() -> None:
    with pytest.raises(ConfigError, match=r"^f.yaml:3:8: "):
        read("a: b\ntitle: @x\n", first_line=2)
    assert read("a", first_line=2) == Scalar(2, 1, "a", "a")


@pytest.mark.parametrize("source", ["\ufefftitle: é", "\ufefftitle: é".encode(), "title: é".encode()], ids=repr)
def test_byte_order_mark_is_no_part_of_the_text(source: str | bytes) -> None:
    root = read(source)
    assert isinstance(root, Mapping)
    assert list(root.entries) == ["title"]


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r'"\ud83d\ude00"', "\U0001f600"),
        (r'"\\ud83d\\ude00"', r"\ud83d\ude00"),
        (r'"\\\ud83d\ude00"', "\\\U0001f600"),
        (r'"\u00e9\/"', "é/"),
    ],
    ids=["pair", "escaped backslash", "backslash and pair", "one unit"],
)
def test_json_escapes_are_read_as_json_means_them(source: str, text: str) -> None:
    node = read(source)
    assert isinstance(node, Scalar)
    assert node.text == text


@pytest.mark.usefixtures("loader")
def test_alias_stands_for_the_value_it_names() -> None:
    root = read("a: &terms [x, y]\nb: *terms\n")
    assert isinstance(root, Mapping)
    assert root.entries["b"].value is root.entries["a"].value


def test_keys_are_text_whatever_they_look_like() -> None:
    root = read("1066: a\nno: b\n2025-04-11: c\n'': d\n")
    assert isinstance(root, Mapping)
    assert list(root.entries) == ["1066", "no", "2025-04-11", ""]


def test_a_value_repeated_many_times_is_no_explosion() -> None:
    node = read("- &agency Reuters\n" + "- *agency\n" * 5000)
    assert isinstance(node, Sequence)
    assert len(node.items) == 5001


# --- what is refused -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a:\n\t- b\n", "2:1: a tab cannot indent; use spaces"),
        ("a:\n  - b\n\t- c\n", "3:1: a tab cannot indent; use spaces"),
        ("a: @b", "1:4: text that begins with '@' needs quotes"),
        ("a: *b*", "1:4: text that begins with '*' needs quotes"),
        ("a: *b", "1:4: nothing is named &b; text that begins with '*' needs quotes"),
        ("a: & b", "1:4: text that begins with '&' needs quotes"),
        ("a: ? b", "1:4: text that begins with '?' needs quotes"),
        ("a: }", "1:4: text that begins with '}' needs quotes"),
        ("a: !h!b c", "1:4: text that begins with '!' needs quotes"),
        ("a: b: c", "1:5: unexpected ':'; put text that holds ': ' in quotes, or check the indentation"),
        ("a: b\n   c: d", "2:5: unexpected ':'; put text that holds ': ' in quotes, or check the indentation"),
        ("a: - b", "1:4: a list begins on a line of its own"),
        ("a:\n-b\n-c", "2:1: expected 'key: value'; a list item needs a space after its '-'"),
        ("a: 'b", "1:4: this quotation mark is never closed"),
        ("a: 'it's'", "1:8: unexpected text after a value; put the whole of it in quotes"),
        ('a: "C:\\data\\x"', "unknown escape; write \\\\ for a backslash, or use single quotes"),
        ("a: |b\n  c", "1:5: text after '|' or '>' begins on the next line, indented by spaces"),
        ("a: [b, c\nd: e", "2:2: expected ',' or the bracket that closes the one on line 1"),
        ("a: [b, c\n", ": the file ends before a bracket is closed"),
        ("a:\n  - b\n - c", "3:2: expected 'key: value' or '- item', indented like the lines it belongs to"),
        ("%YAML 2.0\n---\na", "1:1: found incompatible YAML document"),
        ("a: 1\n---\nb: 2\n", "2:1: expected one document, got a second one after '---'"),
        ("a: &x [*x]", "1:8: *x stands within the very value it names"),
        ("a: " + "[" * 100_000, "expected at most 50 levels of nesting"),
        ("- " * 100_000, "expected at most 50 levels of nesting"),
        ("a: b\0", "1:5: expected UTF-8 text, got the control character U+0000"),
        ("a: b\r\nc: \x1b[31m", "2:4: expected UTF-8 text, got the control character U+001B"),
        ("a: \ud800", "1:4: expected UTF-8 text, got the control character U+D800"),
    ],
)
def test_what_ends_the_reading(source: str, message: str) -> None:
    (problem,) = problems(source)
    assert message in problem


@pytest.mark.usefixtures("loader")
def test_escape_that_is_no_character() -> None:
    (problem,) = problems('a: "\\UFFFFFFFF"')
    assert "escape" in problem


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a: 1\nb: 2\na: 3", "3:1: the key 'a' is given twice, first on line 1"),
        ("1: x\n'1': y", "2:1: the key '1' is given twice, first on line 1"),
        ("a: !foo b", "1:4: the tag '!foo' is not supported; text that begins with '!' needs quotes"),
        ("- !!python/object:os.system x", "1:3: the tag '!!python/object:os.system' is not supported"),
        ("- !!set {a}", "1:3: the tag '!!set' is not supported"),
        ("- !!int '5'", "1:3: the tag '!!int' is not supported"),
        ("a: &x {b: c}\nd:\n  <<: *x", "3:3: '<<' is not supported; write the keys out"),
        ("? [a]\n: b", "1:3: expected a word as key, got a list"),
        ("a: {{ title }}", "1:5: expected a word as key, got a mapping"),
        ("~: b", "1:1: expected a word as key, got ~, which means nothing unless it is quoted"),
        ("?\n: b", "1:2: expected a word as key, got nothing"),
        ('a: "\\x1b[31m"', "1:4: expected readable text, got the control character U+001B"),
    ],
)
def test_what_leaves_the_rest_readable(source: str, message: str) -> None:
    mistakes = Mistakes("f.yaml")
    load(source, mistakes)
    with pytest.raises(ConfigError) as caught:
        mistakes.raise_any()
    assert caught.value.problems[0].startswith(f"f.yaml:{message}")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("title: A\nb: café".encode("latin-1"), "2:7: expected UTF-8 text, got the byte E9; save the file as UTF-8"),
        ("title: A".encode("utf-16"), "1:1: expected UTF-8 text, got UTF-16; save the file as UTF-8"),
        ("title: A".encode("utf-32"), "1:1: expected UTF-8 text, got UTF-32; save the file as UTF-8"),
        ("title: A".encode("utf-16-le"), "1:2: expected UTF-8 text, got the control character U+0000"),
    ],
    ids=["latin-1", "utf-16", "utf-32", "utf-16 without mark"],
)
def test_bytes_that_are_not_utf8(data: bytes, message: str) -> None:
    assert problems(data) == (f"f.yaml:{message}",)


@pytest.mark.usefixtures("loader")
def test_billion_laughs_ends_early() -> None:
    bomb = "a0: &a0 [lol]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 30))
    began = time.perf_counter()
    (problem,) = problems(bomb)
    assert problem.endswith("aliases make this file more than 10 times as long as it is written")
    assert time.perf_counter() - began < 1


def test_mistakes_are_raised_in_the_order_they_stand_and_once_each() -> None:
    mistakes = Mistakes("f.yaml")
    for line, what in ((10, "c"), (9, "b"), (9, "b"), (2, "a")):
        mistakes.add(Scalar(line, 1, "", None), what)
    with pytest.raises(ConfigError) as caught:
        mistakes.raise_any()
    assert caught.value.problems == ("f.yaml:2:1: a", "f.yaml:9:1: b", "f.yaml:10:1: c")


# --- what always holds -----------------------------------------------------------------------------------------

PIECES = st.sampled_from([
    "a", "é", "\U0001f600", " ", "  ", "\n", "\r\n", "\t", "\u2028", "\x85", ": ", "- ", "? ", "[", "]", "{", "}", ",",
    "&a ", "*a", "!x ", "!!str ", "|", ">", '"', "'", "#", "%", "@", "`", "<<: ", "---\n", "...\n", "\\u", "\\x0", "~",
    "\\ud83d", "\\UFFFFFFFF", "\0", "\x1b", "\ud800", "\ufeff", "%YAML 1.1\n", "%TAG ! x\n",
])  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join))


@settings(deadline=None, max_examples=300)
@given(text=TEXTS, name=st.sampled_from(["CSafeLoader", "SafeLoader"]))
def test_no_text_raises_anything_but_our_own_errors(text: str, name: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_yaml, "_LOADER", getattr(yaml, name))
        try:
            read(text)
        except BriefingError as error:
            assert all(line.startswith("f.yaml:") for line in str(error).splitlines())


@settings(deadline=None)
@given(st.binary())
def test_no_bytes_raise_anything_but_our_own_errors(data: bytes) -> None:
    try:
        read(data)
    except BriefingError as error:
        assert str(error).startswith("f.yaml:")
