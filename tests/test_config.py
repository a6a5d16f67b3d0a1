"""config.yaml: what it means, what is wrong with it and in which words, and that its JSON Schema says the same."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from briefing.config import block_id, json_schema, load_config, schema_text
from briefing.errors import BriefingError, ConfigError
from briefing.model import Config, Output, Topic

ENOUGH = "title: T\nsources: seeds\ntopics: [A]\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project: its `seeds` hold one document, and config.yaml is named as a user would, from within."""
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("One.")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(text: str | bytes) -> Config:
    Path("config.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_config(Path("config.yaml"))


def problems(text: str | bytes) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        read(text)
    return tuple(problem.removeprefix("config.yaml:") for problem in caught.value.problems)


def topic(text: str) -> Topic:
    (only,) = read(f"title: T\nsources: seeds\ntopics:\n  - {text}\n").topics
    return only


def topic_problems(text: str) -> tuple[str, ...]:
    """Without their positions, which other tests look at."""
    found = problems(f"title: T\nsources: seeds\ntopics:\n  - {text}\n")
    return tuple(problem.split(": ", 1)[1] for problem in found)


# --- what a config means ---------------------------------------------------------------------------------------


def test_three_keys_are_enough(folder: Path) -> None:
    assert read(ENOUGH) == Config(
        path=folder / "config.yaml",
        title="T",
        sources=(str(folder / "seeds"),),
        topics=(Topic(id="a", title="A"),),
        output=Output(folder=folder / "build"),
    )


def test_every_key_is_read(folder: Path) -> None:
    (folder / "templates").mkdir()
    (folder / "words.yaml").touch()
    config = read(
        """\
$schema: briefing.schema.json
title: A peacekeeping force for Ukraine
as_of: 2025-04-11
marking: tlp:amber+strict
sources: [seeds/, seeds/a.txt, "seeds/*.txt"]
topics:
  - Force size
  - id: backstop
    title: US backstop
    question: Will the United States stand behind the force?
    terms: [backstop, "security guarantee*", air power]
    require: [[US, American], guarantee]
    exclude: Patriot
    speakers: [Russia, Peskov]
    figures: [killed]
    questions: How many were killed?
    note: |
      One.

      Two.
    pin: ["A  quotation."]
    drop: [Another.]
    limit: 8
templates: templates
lexicon: words.yaml
output: {folder: out/here, formats: [html, json], dialect: gitlab, into: ./Page.md, id: force}
"""
    )
    assert config == Config(
        path=folder / "config.yaml",
        title="A peacekeeping force for Ukraine",
        as_of=date(2025, 4, 11),
        marking="TLP:AMBER+STRICT",
        sources=(str(folder / "seeds"), str(folder / "seeds" / "a.txt"), str(folder / "seeds" / "*.txt")),
        topics=(
            Topic(id="force-size", title="Force size"),
            Topic(
                id="backstop",
                title="US backstop",
                question="Will the United States stand behind the force?",
                terms=("backstop", "security guarantee*", "air power"),
                require=(("US", "American"), ("guarantee",)),
                exclude=("Patriot",),
                speakers=("Russia", "Peskov"),
                figures=("killed",),
                questions=("How many were killed?",),
                note="One.\n\nTwo.",
                pin=("A quotation.",),
                drop=("Another.",),
                limit=8,
            ),
        ),
        templates=folder / "templates",
        lexicon=(folder / "words.yaml",),
        output=Output(folder / "out" / "here", ("html", "json"), "gitlab", folder / "Page.md", "force"),
    )


@pytest.mark.parametrize("written", ["No", "on", "2025-04-11", "12:30", "0777", "1066", "1.50", "'null'", "true"])
@pytest.mark.usefixtures("folder")
def test_text_is_what_the_user_wrote(written: str) -> None:
    found = topic(f"{{title: {written}, terms: [{written}], note: {written}}}")
    text = written.strip("'")
    assert (found.title, found.terms, found.note) == (text, (text,), text)


@pytest.mark.usefixtures("folder")
def test_quoted_date_is_a_date() -> None:
    assert read(ENOUGH + "as_of: '2025-04-11'\n").as_of == date(2025, 4, 11)


@pytest.mark.usefixtures("folder")
def test_json_is_a_config_too() -> None:
    text = json.dumps({"title": "\U0001f600 café", "sources": "seeds", "topics": ["A/B"]}, indent="\t")
    assert read(text).title == "\U0001f600 café"


def test_paths_start_from_the_folder_of_the_config(folder: Path) -> None:
    (folder / "conf").mkdir()
    (folder / "conf" / "c.yaml").write_text("title: T\nsources: ../seeds\ntopics: [A]\n")
    config = load_config(Path("conf/c.yaml"))
    assert config.sources == (str(folder / "seeds"),)
    assert config.output.folder == folder / "conf" / "build"


def test_glob_works_in_a_folder_whose_name_looks_like_one(folder: Path) -> None:
    odd = folder / "[2025] *"
    (folder / "seeds").rename(odd)
    (odd / "config.yaml").write_text("title: T\nsources: ['*.txt', 'a.txt']\ntopics: [A]\n")
    pattern, plain = load_config(odd / "config.yaml").sources
    assert pattern == str(folder / "[[]2025] [*]" / "*.txt")
    assert plain == str(odd / "a.txt")


def test_existing_path_with_brackets_is_no_glob(folder: Path) -> None:
    (folder / "a[1].txt").write_text("One.")
    assert read(ENOUGH.replace("seeds", "'a[1].txt'")).sources == (str(folder / "a[1].txt"),)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Force size", "force-size"),
        ("  US --  “backstop”? ", "us-backstop"),
        ("Élan vital à Malmö", "elan-vital-a-malmo"),
        ("Straße", "strasse"),
        ("Позиція України й Європи", "позиція-україни-й-європи"),
        ("हिन्दी समाचार", "हिन्दी-समाचार"),
        ("ﬁve ① km²", "five-1-km2"),
        ("1066", "1066"),
        ("!?", "topic-1"),
        ("x" * 200, "x" * 80),
        ("ab " * 60, "-".join(["ab"] * 27)),
    ],
)
@pytest.mark.usefixtures("folder")
def test_id_is_made_from_the_title(title: str, expected: str) -> None:
    assert topic(json.dumps(title, ensure_ascii=False)).id == expected


@pytest.mark.usefixtures("folder")
def test_ids_are_made_unique_and_given_ones_kept() -> None:
    topics = read("title: T\nsources: seeds\ntopics: ['A', 'A!', 'A?', {title: X, id: a-2}, '!', '?']\n").topics
    assert [topic.id for topic in topics] == ["a", "a-3", "a-4", "a-2", "topic-5", "topic-6"]


@pytest.mark.parametrize(
    "term", ["US", "air power", "guarantee*", "secur* guarantee*", "T-7*", "AT&T", "C++", "Україн*", "No. 10"]
)
@pytest.mark.usefixtures("folder")
def test_terms(term: str) -> None:
    assert topic(f"{{title: X, terms: '{term}'}}").terms == (term,)


# --- what is wrong with a config -------------------------------------------------------------------------------


@pytest.mark.usefixtures("folder")
def test_every_mistake_is_told_at_once_where_it_stands() -> None:
    assert problems(
        """\
titel: T
as_of: 11 April
sources: [seeds, seedz]
topics:
  - A
  -
  - US: backstop
  - title: B
    limt: 5
    limit: five
    terms: ["*foo"]
    require: [[]]
  - {title: A, id: b c}
output:
  formats: [pdf, odt, pdf]
  dialect: mediawikis
  into: nowhere/Page.md
title2: x
title2: y
"""
    ) == (
        "1:1: unknown key 'titel'; did you mean 'title'?",
        "2:8: as_of: expected a date written YYYY-MM-DD, got '11 April'",
        f"3:18: sources[1]: expected a file, a folder or a glob, got 'seedz'; "
        f"nothing is found at {os.path.abspath('seedz')}",
        "6:4: topics[1]: expected a title, or a mapping with a title, got nothing",
        "7:5: topics[2]: expected a title, or a mapping with a title, "
        "got a mapping (text such as 'US: ...' needs quotes)",
        "9:5: topics[3]: unknown key 'limt'; did you mean 'limit'?",
        "10:12: topics[3].limit: expected a whole number from 1 up, got 'five'",
        "11:13: topics[3].terms[0]: expected a term, got '*foo'; "
        "a term holds a letter or digit, and '*' only ends a word, after two of them",
        "12:15: topics[3].require[0]: expected at least one item, got an empty list",
        "13:13: topics[4].title: expected one that no other topic has, got 'A' as in topics[0]",
        "13:20: topics[4].id: expected lower-case letters a-z, digits, hyphens and underscores, got 'b c'",
        "15:18: output.formats[1]: expected one of markdown, html, pdf, json, jsonld, csl, docx, got 'odt'",
        "15:23: output.formats[2]: expected each only once, got 'pdf' again",
        "16:12: output.dialect: expected one of commonmark, github, github-wiki, gitlab, gollum, wikijs, obsidian, "
        "mediawiki, got 'mediawikis'; did you mean 'mediawiki'?",
        "17:9: output.into: expected a page in a folder that exists, got 'nowhere/Page.md', "
        f"which is {os.path.abspath('nowhere/Page.md')}",
        "18:1: unknown key 'title2'; did you mean 'title'?",
        "19:1: the key 'title2' is given twice, first on line 18",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "1:1: expected a mapping with title, sources and topics, got nothing"),
        ("- a\n", "1:1: expected a mapping with title, sources and topics, got a list"),
        ("title: T\n\ttopics: x\n", "2:1: a tab cannot indent; use spaces"),
        ("a: b\nc: \xe9\n".encode("latin-1"), "2:4: expected UTF-8 text, got the byte E9; save the file as UTF-8"),
        ("title: T\nsources: seeds", "1:1: topics: expected a list, each item a title, or a mapping with a title, "
         "but the key is missing"),
        (ENOUGH.replace("T", "' '"), "1:8: title: expected text, got ' '"),
        (ENOUGH.replace("T", "null"), "1:8: title: expected text, got null, which means nothing unless it is quoted"),
        (ENOUGH.replace("[A]", "A"), "3:9: topics: expected a list, each item a title, or a mapping with a title, "
         "got 'A'"),
        (ENOUGH.replace("[A]", "[]"), "3:9: topics: expected at least one item, got an empty list"),
        (ENOUGH.replace("seeds", "[]"), "2:10: sources: expected at least one item, got an empty list"),
        (ENOUGH + "as_of: 2025-02-30", "4:8: as_of: expected a date written YYYY-MM-DD, got '2025-02-30'"),
        (ENOUGH + "as_of: 2025-04-11 10:00", "4:8: as_of: expected a date written YYYY-MM-DD, got '2025-04-11 10:00'"),
        (ENOUGH + "as_of: 20250411", "4:8: as_of: expected a date written YYYY-MM-DD, got 20250411"),
        (ENOUGH + "output: build/", "4:9: output: expected a mapping of folder, formats, paper, dialect, into and id, "
         "got 'build/'"),
        (ENOUGH + "output: {formats: []}", "4:19: output.formats: expected at least one item, got an empty list"),
        (ENOUGH + "colour: red", "4:1: unknown key 'colour'; expected one of $schema, title, as_of, marking, sources, "
         "topics, templates, lexicon, output"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("folder")
def test_message(text: str | bytes, expected: str) -> None:
    assert problems(text) == (expected,)


MARKINGS = "expected one of TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT, TLP:RED, got"


@pytest.mark.parametrize(
    ("marking", "expected"),
    [
        ("amber", f"{MARKINGS} 'amber'; did you mean 'TLP:AMBER'?"),
        ("TLP:WHITE", f"{MARKINGS} 'TLP:WHITE'; TLP 2.0 calls it TLP:CLEAR"),
        ("secret", f"{MARKINGS} 'secret'"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_marking_that_is_none(marking: str, expected: str) -> None:
    assert problems(ENOUGH + f"marking: {marking}\n") == (f"4:10: marking: {expected}",)


@pytest.mark.parametrize(
    ("limit", "got"),
    [
        ("0", "0"),
        ("-1", "-1"),
        ("5.5", "'5.5'"),
        ("yes", "'yes'"),
        ("'5'", "'5'; write it without quotes or leading zeros"),
        ("010", "'010'; write it without quotes or leading zeros"),
        ("[5]", "a list"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_limit_that_is_none(limit: str, got: str) -> None:
    assert topic_problems(f"{{title: X, limit: {limit}}}") == (
        f"topics[0].limit: expected a whole number from 1 up, got {got}",
    )


@pytest.mark.parametrize("key", ["terms", "require", "exclude", "speakers", "figures"])
@pytest.mark.parametrize("term", ["*", "*x", "x*", "a*b", "ab**", "ab* *", "--", "“”", "ab*c*"])
@pytest.mark.usefixtures("folder")
def test_term_that_is_none(key: str, term: str) -> None:
    (problem,) = topic_problems(f"{{title: X, {key}: '{term}'}}")
    assert problem.startswith(f"topics[0].{key}: expected a term, got '{term}'; a term holds a letter or digit")


@pytest.mark.usefixtures("folder")
def test_given_id_that_repeats() -> None:
    text = "title: T\nsources: seeds\ntopics:\n - {title: A, id: x}\n - {title: B, id: x}\n"
    assert problems(text) == ("5:19: topics[1].id: expected one that no other topic has, got 'x' as in topics[0]",)


@pytest.mark.parametrize(
    ("sources", "output"),
    [
        ("seeds", "seeds"),
        ("seeds", "seeds/out"),
        ("seeds", "."),
        ("seeds", "link"),
        ("link", "seeds/out"),
        ("seeds/a.txt", "seeds"),
        ("seeds/*.txt", "seeds"),
        ("seeds/*.txt", "."),
        ("s*", "seeds/out"),
        ("'**/*'", "build"),
        ("'**/*.[jp]*'", "pages"),
        ("'*/*.md'", "pages"),
    ],
)
def test_output_among_the_sources(folder: Path, sources: str, output: str) -> None:
    (folder / "link").symlink_to("seeds")
    (folder / "old").mkdir()
    (folder / "old" / "a.md").write_text("One.")
    (folder / "old" / "a.pdf").write_text("One.")
    (problem,) = problems(f"title: T\nsources: {sources}\ntopics: [A]\noutput: {{folder: {output}}}\n")
    assert problem.startswith("4:18: output.folder: expected a folder apart from the sources, got ")


@pytest.mark.parametrize(
    ("sources", "output"),
    [("seeds", "seeds2"), ("seeds", "build"), ("'*.yaml'", "build"), ("seeds/*", "build"), ("'**/*.txt'", "build")],
)
@pytest.mark.usefixtures("folder")
def test_output_beside_the_sources(sources: str, output: str) -> None:
    assert read(f"title: T\nsources: {sources}\ntopics: [A]\noutput: {{folder: {output}}}\n")


@pytest.mark.usefixtures("folder")
def test_default_output_among_the_sources_is_told_at_the_sources() -> None:
    (problem,) = problems("title: T\nsources: .\ntopics: [A]\n")
    assert problem.startswith("2:10: output.folder: expected a folder apart from the sources, got ")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (ENOUGH.replace("seeds", "seeds/*.pdf"), "2:10: sources: expected a file, a folder or a glob, got 'seeds/"),
        (ENOUGH.replace("seeds", "x" * 5000), "2:10: sources: expected a file, a folder or a glob, got 'xxx"),
        (ENOUGH + "lexicon: nowhere", "4:10: lexicon: expected a file that exists, got 'nowhere', which is /"),
        (ENOUGH + "templates: nowhere", "4:12: templates: expected a folder that exists, got 'nowhere', which is /"),
        (ENOUGH + "templates: seeds/a.txt", "4:12: templates: expected a folder that exists, got 'seeds/a.txt', "),
        (ENOUGH + "output: {folder: config.yaml}", "4:18: output.folder: expected a folder that exists or can be "),
        (ENOUGH + "output: {folder: config.yaml/x}", "4:18: output.folder: expected a folder that exists or can be "),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("folder")
def test_path_that_will_not_do(text: str, where: str) -> None:
    (problem,) = problems(text)
    assert problem.startswith(where)


# --- a config that is not there --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("none.yaml", "none.yaml: not found; name a config file with -c"),
        ("seeds/a.txt/c.yaml", "seeds/a.txt/c.yaml: cannot be read: Not a directory"),
        ("seeds", "seeds: expected a file, got a folder"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_config_that_cannot_be_read(name: str, expected: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(Path(name))
    assert caught.value.problems == (expected,)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read anything")
def test_config_that_may_not_be_read(folder: Path) -> None:
    (folder / "config.yaml").touch(mode=0)
    with pytest.raises(ConfigError, match=r"^config\.yaml: cannot be read: Permission denied$"):
        load_config(Path("config.yaml"))


# --- the schema says the same ----------------------------------------------------------------------------------

VALUES: list[Any] = [None, "", " ", "x", "X y", "No", "1066", "ab*", "a*", "*", "--", "2025-04-11", "2025-02-30"]
VALUES += ["2025-4-1", "tlp:amber", "TLP:AMBER+STRICT", "pdf", "gitlab", "mediawiki", 0, 1, 5, -5, 5.5, True, False]
SHAPES: list[Any] = [*VALUES, [], {}, [[]], [[[]]], {"title": "x"}, {"x": "y"}, *([value] for value in VALUES)]
SHAPES += [["pdf", "pdf"], ["pdf", "json"], ["x", ["y", "z"]], [["x"], ["--"]], ["x", None], [["x", "a*"]]]
CONFIG_KEYS, TOPIC_KEYS, OUTPUT_KEYS = ([field.name for field in fields(noun)] for noun in (Config, Topic, Output))
CONFIG_KEYS.remove("path")
CONFIG_KEYS.remove("lexicon")  # paths that must be files: see below
OUTPUT_KEYS.remove("into")
BASE = {"title": "T", "sources": "seeds", "topics": ["A"]}


def configs() -> Iterator[Any]:
    """Every key with values of every shape, and configs that lack or have too many keys."""
    yield from ([], None, "x", 5, {}, BASE, {"title": "T", "sources": "seeds"}, BASE | {"extra": "x"})
    yield BASE | {"topics": ["B", {"title": "C"}, 1066, True]}
    for shape in SHAPES:
        yield from (BASE | {key: shape} for key in (*CONFIG_KEYS, "$schema"))
        yield from (BASE | {"output": {key: shape}} for key in OUTPUT_KEYS)
        yield from (BASE | {"topics": [{"title": "A", key: shape}]} for key in TOPIC_KEYS)


def accepts(config: Any) -> bool:
    try:
        read(json.dumps(config))
    except ConfigError:
        return False
    return True


def validator() -> Draft202012Validator:
    return Draft202012Validator(json_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def test_schema_and_loader_accept_the_same(folder: Path) -> None:
    for name in [value if isinstance(value, str) else json.dumps(value) for value in VALUES] + ["json"]:
        (folder / name).mkdir(exist_ok=True)  # so that what is text is a path that exists too
    schema = validator()
    tried = list(configs())
    assert [config for config in tried if accepts(config) != schema.is_valid(config)] == []
    assert 200 < sum(map(accepts, tried)) < len(tried) - 200


def test_schema_and_loader_accept_the_same_files(folder: Path) -> None:
    for name in [value if isinstance(value, str) else json.dumps(value) for value in VALUES] + ["json", "x"]:
        (folder / name).touch()
    schema = validator()
    tried = [BASE | entry for shape in SHAPES for entry in ({"lexicon": shape}, {"output": {"into": shape}})]
    assert [config for config in tried if accepts(config) != schema.is_valid(config)] == []
    assert 5 < sum(map(accepts, tried)) < len(tried) - 5


ONLY_THE_LOADER = {
    "path that is not there": BASE | {"sources": "nowhere"},
    "glob that matches nothing": BASE | {"sources": ["seeds/*.pdf"]},
    "templates that are not there": BASE | {"templates": "nowhere"},
    "output that is a file": BASE | {"output": {"folder": "seeds/a.txt"}},
    "page among the sources": BASE | {"output": {"into": "seeds/Page.md"}},
    "page that is a folder": BASE | {"output": {"into": "seeds"}},
    "page that is an output": BASE | {"output": {"folder": ".", "into": "briefing.md"}},
    "output among the sources": BASE | {"output": {"folder": "seeds"}},
    "two topics with one title": BASE | {"topics": ["A", {"title": "A"}]},
    "two topics with one id": BASE | {"topics": [{"title": "A", "id": "x"}, {"title": "B", "id": "x"}]},
    "term of symbols beyond ASCII": BASE | {"topics": [{"title": "A", "terms": "“€”"}]},
    "whole number with a decimal point": BASE | {"topics": [{"title": "A", "limit": 5.0}]},
}


@pytest.mark.parametrize("config", ONLY_THE_LOADER.values(), ids=ONLY_THE_LOADER)
@pytest.mark.usefixtures("folder")
def test_what_only_the_loader_can_tell(config: dict[str, Any]) -> None:
    assert validator().is_valid(config)
    assert not accepts(config)


def properties(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key the schema knows, at any depth."""
    for name, inner in schema.get("properties", {}).items():
        yield name, inner
        yield from properties(inner)
    for inner in (*schema.get("anyOf", ()), schema.get("items")):
        yield from properties(inner) if inner else ()


def test_every_key_of_the_schema_is_described() -> None:
    Draft202012Validator.check_schema(json_schema())
    found = dict(properties(json_schema()))
    assert {*CONFIG_KEYS, "lexicon", *TOPIC_KEYS, *OUTPUT_KEYS, "into", "$schema"} == set(found)
    assert [name for name, inner in found.items() if not (inner.get("title") and inner.get("description"))] == []


def test_schema_tells_the_defaults_of_the_model(tmp_path: Path) -> None:
    found = dict(properties(json_schema()))
    assert found["limit"]["default"] == Topic("a", "A").limit
    assert tuple(found["formats"]["default"]) == Output(tmp_path).formats
    assert found["dialect"]["default"] == Output(tmp_path).dialect


def test_schema_text_is_the_schema() -> None:
    assert json.loads(schema_text()) == json_schema()
    assert schema_text().endswith("}\n")


# --- what always holds -----------------------------------------------------------------------------------------

LINES = st.sampled_from([
    "title: T\n", "sources: seeds\n", "topics:\n", "  - A\n", "  - title: B\n", "    limit: 5\n", "    terms: [x*]\n",
    "output:\n", "  folder: out\n", "  formats: [pdf]\n", "as_of: 2025-04-11\n", "- x\n", "{", "[", ":", "\t", "&a ",
])  # fmt: skip
FILES = st.lists(st.one_of(LINES, st.text(max_size=5)), max_size=20).map(lambda lines: "".join(lines).encode())


@settings(deadline=None, max_examples=200)
@given(st.one_of(st.binary(), FILES))
def test_no_config_raises_anything_but_our_own_errors(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "config.yaml"
    path.write_bytes(data)
    try:
        load_config(path)
    except BriefingError as error:
        assert all(line.startswith(f"{path}:") for line in str(error).splitlines())


# --- the page of a wiki ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("{into: seeds/Page.md}", "4:16: output.into: expected a page apart from the sources, got {}/seeds/Page.md"),
        ("{into: seeds}", "4:16: output.into: expected a page in a folder that exists, got 'seeds', which is {}/seeds"),
        ("{into: 'seeds/a.txt'}", "4:16: output.into: expected a page apart from the sources, got {}/seeds/a.txt"),
        (
            "{folder: ., into: briefing.wiki, formats: [json]}",
            "4:27: output.into: expected a page that is not an output of the build itself, got {}/briefing.wiki",
        ),
    ],
)
def test_a_page_lies_apart_from_sources_and_outputs(folder: Path, output: str, expected: str) -> None:
    assert expected.format(folder) in problems(ENOUGH + f"output: {output}")


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        (ENOUGH.replace("T", "Force size!"), "force-size"),
        (ENOUGH.replace("T", "Сили"), "сили"),
        (ENOUGH.replace("T", "'???'"), "briefing"),
        (ENOUGH + "output: {id: mine}", "mine"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_a_block_is_named_by_the_title_or_its_id(config: str, expected: str) -> None:
    assert block_id(read(config)) == expected
