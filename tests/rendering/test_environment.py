from __future__ import annotations

from pathlib import Path

import pytest

from briefing.errors import TemplateError
from briefing.rendering import check_templates, environment, render_markdown, render_page
from briefing.rendering._pdf_worker import font_files
from briefing.rendering.environment import packaged_templates, render

from .builders import a_briefing


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """A user's own folder of templates."""
    folder = tmp_path / "templates"
    folder.mkdir()
    return folder


def test_packaged_templates_compile() -> None:
    check_templates()


def test_the_stylesheet_names_packaged_fonts_alone() -> None:
    css = (packaged_templates() / "pdf.css").read_text(encoding="utf-8")
    named = {name.partition('"')[0] for name in css.split('url("briefing:fonts/')[1:]}
    assert named
    assert named <= {path.name for path in font_files()}


def test_a_user_template_replaces_the_packaged_one_of_its_name(templates: Path) -> None:
    (templates / "briefing.md.j2").write_text("Mine: {{ briefing.title | quote }}", encoding="utf-8")
    assert render_markdown(a_briefing(title="A*B"), environment(templates)) == "Mine: A\\*B\n"


def test_files_the_user_does_not_replace_stay_packaged(templates: Path) -> None:
    (templates / "page.css").write_text("p { color: red }", encoding="utf-8")
    briefing = a_briefing()
    env = environment(templates)
    page = render_page(briefing, env)
    assert "<style>p { color: red }</style>" in page
    assert "Key points" in page


def test_a_user_template_may_include_another(templates: Path) -> None:
    (templates / "briefing.md.j2").write_text("{% include 'parts/head.j2' %}", encoding="utf-8")
    (templates / "parts").mkdir()
    (templates / "parts" / "head.j2").write_text("Head", encoding="utf-8")
    assert render_markdown(a_briefing(), environment(templates)) == "Head\n"


def test_a_byte_order_mark_is_not_printed(templates: Path) -> None:
    (templates / "briefing.md.j2").write_text("Text", encoding="utf-8-sig")
    assert render_markdown(a_briefing(), environment(templates)) == "Text\n"


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("one\n{% if %}\n", 2, "Expected an expression, got 'end of statement block'"),
        ("one\n\n{{ brief }}", 3, "'brief' is undefined"),
        ("{{ briefing.titel }}", 1, "no attribute 'titel'"),
        ("one\n{{ 1 / 0 }}", 2, "ZeroDivisionError: division by zero"),
        ("{{ briefing.marking | quote }}", 1, "TypeError"),
        ("one\n{{ briefing.title | qoute }}", 2, "No filter named 'qoute'"),
        ("{% include 'none.j2' %}", 1, "no template 'none.j2'"),
        ("{% include '../../secret' %}", 1, "no template '../../secret'"),
        ("{{ ''.__class__.__mro__ }}", 1, "SecurityError"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", 1, "RecursionError"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_line(templates: Path, template: str, line: int, message: str) -> None:
    path = templates / "briefing.md.j2"
    path.write_text(template, encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        render_markdown(a_briefing(), environment(templates))
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert message in str(caught.value)


def test_a_mistake_in_an_included_template_is_told_there(templates: Path) -> None:
    (templates / "briefing.md.j2").write_text("\n\n{% include 'part.j2' %}", encoding="utf-8")
    (templates / "part.j2").write_text("\n{{ nothing }}", encoding="utf-8")
    with pytest.raises(TemplateError, match=r"part\.j2:2: 'nothing' is undefined"):
        render_markdown(a_briefing(), environment(templates))


def test_a_template_that_is_not_utf8_is_told_with_its_line(templates: Path) -> None:
    (templates / "briefing.md.j2").write_bytes("one\ntwo\nGröße".encode("latin-1"))
    with pytest.raises(TemplateError, match=r"briefing\.md\.j2:3: not UTF-8 \(byte 0xf6\)"):
        render_markdown(a_briefing(), environment(templates))


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="no such folder"):
        environment(tmp_path / "none")


def test_a_missing_template_is_told() -> None:
    with pytest.raises(TemplateError, match=r"no template 'none\.j2'"):
        render(environment(), "none.j2")


def test_check_tells_every_mistake_at_once(templates: Path) -> None:
    (templates / "briefing.md.j2").write_text("{% for %}", encoding="utf-8")
    (templates / "mine.j2").write_text("{{ 'x' | none }}", encoding="utf-8")
    (templates / "page.css").write_bytes(b"\xff")
    (templates / "notes.txt").write_bytes(b"\xff {% for %}")
    with pytest.raises(TemplateError) as caught:
        check_templates(templates)
    assert [line.split(":")[0] for line in str(caught.value).split("\n")] == [
        str(templates / name) for name in ("briefing.md.j2", "mine.j2", "page.css")
    ]
