"""The one Jinja environment: where templates are found, what they may call, and how their mistakes are told.

Markdown pages are not escaped on their own: every value of a source goes through `quote`. HTML pages and drawings
(`*.html.j2`, `*.svg.j2`) are. A user's templates are the user's own; they run in Jinja's sandbox all the same, because
a folder of templates is passed from hand to hand and nothing a briefing prints needs more than the sandbox gives.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import TemplateError
from .filters import FILTERS

if TYPE_CHECKING:
    import jinja2
    from markupsafe import Markup

    from ..model import Briefing
    from .charts import Chart

Loader = Callable[[str], "tuple[str, str, Callable[[], bool]] | None"]

PLAIN = ("page.css", "pdf.css", "explorer.js")
"""Style sheets and scripts: found as templates are, and taken as they are."""


def environment(user_templates: Path | None = None) -> jinja2.Environment:
    """The environment of every page; each file of `user_templates` replaces the packaged one of the same name."""
    from jinja2 import FunctionLoader, StrictUndefined, select_autoescape
    from jinja2.sandbox import SandboxedEnvironment

    result = SandboxedEnvironment(
        loader=FunctionLoader(_loader(_folders(user_templates))),
        undefined=StrictUndefined,
        autoescape=select_autoescape(enabled_extensions=("html.j2", "svg.j2")),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    result.filters.update(FILTERS)
    result.filters["drawn"] = lambda chart, briefing, linked=False: draw(result, chart, briefing, linked)
    return result


def draw(
    env: jinja2.Environment, chart: Chart, briefing: Briefing, linked: bool = False, alone: bool = False
) -> Markup:
    """A chart as SVG, within a page or as a file (`alone`). In a page that holds the words of every citation, each bar
    can lead to its own (`linked`)."""
    from markupsafe import Markup

    values = {"chart": chart, "briefing": briefing, "linked": linked, "alone": alone}
    return Markup(render(env, "chart.svg.j2", **values))  # noqa: S704 - it was escaped there


def check_templates(user_templates: Path | None = None) -> None:
    """Compile every template without rendering it; all mistakes are raised at once."""
    env = environment(user_templates)
    problems = []
    for name in _names(_folders(user_templates)):
        try:
            source(env, name) if name in PLAIN else _compile(env, name)
        except TemplateError as error:
            problems.append(str(error))
    if problems:
        raise TemplateError("\n".join(problems))


def render(env: jinja2.Environment, name: str, **values: object) -> str:
    """One template, filled in."""
    template = _compile(env, name)
    with telling_where():
        return template.render(values)


def macros(env: jinja2.Environment, name: str) -> dict[str, Any]:
    """The macros that a template defines, by name. What they are called in tells of their mistakes."""
    template = _compile(env, name)
    with telling_where():
        return {name: value for name, value in vars(template.make_module()).items() if not name.startswith("_")}


@contextmanager
def telling_where() -> Iterator[None]:
    """A template is a program of the user's: it can fail in any way, and TemplateError says where."""
    try:
        yield
    except TemplateError:
        raise
    except Exception as error:
        raise TemplateError(_told(error)) from error


def source(env: jinja2.Environment, name: str) -> str:
    """The text of a style sheet or script, found as templates are but not filled in."""
    from jinja2 import TemplateNotFound

    assert env.loader is not None
    try:
        return env.loader.get_source(env, name)[0]
    except TemplateNotFound as error:
        raise TemplateError(_told(error)) from error


def packaged_templates() -> Path:
    """`briefing/templates` in an installed wheel, `templates` at the root of a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


def _folders(user_templates: Path | None) -> list[Path]:
    if user_templates is None:
        return [packaged_templates()]
    if not user_templates.is_dir():
        raise TemplateError(f"{user_templates}: no such folder of templates")
    return [user_templates, packaged_templates()]


def _names(folders: Sequence[Path]) -> list[str]:
    paths = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    names = {path.relative_to(folder).as_posix() for path in paths for folder in folders if path.is_relative_to(folder)}
    return sorted(name for name in names if name.endswith(".j2") or name in PLAIN)


def _loader(folders: Sequence[Path]) -> Loader:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        path = _find(folders, name)
        if path is None:
            return None
        try:
            # Windows editors begin a file with a byte order mark.
            return path.read_text(encoding="utf-8-sig"), str(path), lambda: True
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise TemplateError(f"{path}:{line}: not UTF-8 (byte {error.object[error.start]:#04x})") from error
        except OSError as error:
            raise TemplateError(f"{path}: cannot be read: {error.strerror}") from error

    return load


def _find(folders: Sequence[Path], name: str) -> Path | None:
    if ".." in Path(name).parts or Path(name).is_absolute():
        return None
    return next((path for folder in folders if (path := folder / name).is_file()), None)


def _compile(env: jinja2.Environment, name: str) -> jinja2.Template:
    from jinja2 import TemplateError as JinjaError

    try:
        return env.get_template(name)
    except JinjaError as error:
        raise TemplateError(_told(error)) from error


def _told(error: Exception) -> str:
    """Where in which template, and what."""
    from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError

    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}: {error.message}"
    if isinstance(error, TemplateNotFound):
        message = f"no template {str(error)!r}"
    elif isinstance(error, UndefinedError):
        message = str(error)
    else:
        message = f"{type(error).__name__}: {error}"
    return f"{_place(error)}{message}"


def _place(error: Exception) -> str:
    """The innermost line of a template that the error passed through: Jinja gives its frames the template's path."""
    frames = traceback.extract_tb(error.__traceback__)
    return next((f"{frame.filename}:{frame.lineno}: " for frame in reversed(frames) if _is_template(frame)), "")


def _is_template(frame: traceback.FrameSummary) -> bool:
    return frame.filename.endswith(".j2")
