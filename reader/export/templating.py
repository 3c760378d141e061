"""Templates: what an export looks like, in files that a person can read and change.

They are Jinja2's, in its sandbox. What a template prints is escaped for the language it writes in, unless a filter made
it: so words of strangers mean nothing, whatever a template does with them. A template reads no file but other
templates, and takes no more than a while and some memory.
"""

from __future__ import annotations

import re
import time
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError, Undefined, UndefinedError, nodes
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reader.errors import TemplateError
from reader.export import template_filters
from reader.export.languages import MARKDOWN, PLAIN, Language, Safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from jinja2 import Template as JinjaTemplate
    from jinja2.compiler import Frame

PATIENCE = 10.0
"""Seconds that a template may take for one document."""

LONGEST = 64_000_000
"""Code points that a template may write for one document."""

_LONGEST_WORDS = 1_000_000
"""Code points that a computation in a template may make of a few."""

_UNKNOWN = re.compile(r"'(?P<name>[^']*)' is undefined|has no attribute '(?P<attribute>[^']*)'")
_NO_FILTER = re.compile(r"No (?:filter|test) named '([^']*)'")


class Found(NamedTuple):
    """The source of a template, and where it is from."""

    source: str
    path: str
    """Of its file, as it is told to a person."""


class _Steps(CodeGenerator):
    """Compiles loops that look at the clock, and concatenations that escape what they join."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja2's name
        _mark_constants(node)
        for loop in node.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "_timed", [], [], None, None, lineno=loop.lineno)
        super().visit_Template(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja2's name
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


def _mark_constants(node: nodes.Node) -> None:
    """Let the words of a template itself stand as they are: only what comes from outside is escaped."""
    for name, value in node.iter_fields():
        if isinstance(node, nodes.Include | nodes.Import | nodes.FromImport | nodes.Extends) and name == "template":
            continue
        if isinstance(value, list):
            value[:] = [_marked(each) if isinstance(each, nodes.Node) else each for each in value]
        elif isinstance(value, nodes.Node):
            setattr(node, name, _marked(value))


def _marked(node: nodes.Node) -> nodes.Node:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        return nodes.MarkSafe(node, lineno=node.lineno)
    _mark_constants(node)
    return node


class Environment(ImmutableSandboxedEnvironment):
    """The sandbox for templates that write in one language."""

    code_generator_class = _Steps
    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self, language: Language, load: Callable[[str], Found]) -> None:
        super().__init__(
            autoescape=True,
            undefined=StrictUndefined,
            finalize=self.escaped,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            loader=_Loader(load),
        )
        self.language = language
        self.deadline = 0.0
        self.globals.pop("lipsum", None)
        self.filters.update(template_filters.of(language, self.escaped))
        if language is MARKDOWN:
            self.globals["properties"] = template_filters.properties
        self.filters["_timed"] = self.timed

    def escaped(self, value: object) -> object:
        """What is written for `value`: as it stands where a filter made it, else escaped."""
        if isinstance(value, StrictUndefined):
            return value
        if isinstance(value, Safe | Markup):
            return Safe(value)
        if value is None or isinstance(value, Undefined):
            return Safe()
        if isinstance(value, str):
            return Safe(self.language.escape(value))
        if isinstance(value, bool | int | float):
            return Safe(value)
        raise TemplateRuntimeError(
            f"{_kind(value)} cannot be written as it is; take one of its fields, or go through it with `for`"
        )

    def joined(self, parts: Iterable[object]) -> Safe:
        """The parts of a concatenation, each escaped as it would be alone."""
        return Safe("".join(str(self.escaped(part)) for part in parts))

    def timed(self, values: Iterable[object]) -> Iterator[object]:
        """Go through `values` as long as there is time."""
        for count, value in enumerate(values):
            if count % 256 == 0 and time.monotonic() > self.deadline:
                raise TemplateRuntimeError(f"it takes longer than {PATIENCE:.0f} seconds")
            yield value

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Compute, within bounds; words that a filter made are words of strangers again once they are added to."""
        left, right = (str(side) if isinstance(side, Safe | Markup) else side for side in (left, right))
        if operator == "**" or (operator == "%" and isinstance(left, str)):
            raise SecurityError(f"`{operator}` is not for templates")
        if operator == "*":
            sizes = [len(side) if isinstance(side, str | list | tuple) else abs(side) for side in (left, right)]
            if sizes[0] * sizes[1] > _LONGEST_WORDS:
                raise SecurityError("a product may not be that large")
        return super().call_binop(context, operator, left, right)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Are the fields of values open? Methods of words that make much of little are not."""
        if isinstance(obj, str) and attr in {"format", "format_map", "ljust", "rjust", "center", "zfill", "expandtabs"}:
            return False
        return super().is_safe_attribute(obj, attr, value)


class _Loader(BaseLoader):
    """Gives other templates by name."""

    def __init__(self, load: Callable[[str], Found]) -> None:
        self._load = load

    def get_source(self, environment: object, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The source of a template, the path of its file, and that it stays as it is."""
        del environment
        try:
            found = self._load(template)
        except TemplateError as error:
            raise TemplateNotFound(template) from error
        return found.source, found.path, lambda: True


class Template:
    """A template that can be rendered; raises TemplateError where it is none."""

    def __init__(
        self, found: Found, load: Callable[[str], Found], language: Language = PLAIN, known: Iterable[str] = ()
    ) -> None:
        self.path = found.path
        self._known = (*known, *template_filters.NAMES)
        self._environment = Environment(language, load)
        try:
            code = self._environment.compile(found.source, found.path, found.path)
            self._template: JinjaTemplate = self._environment.template_class.from_code(
                self._environment, code, self._environment.make_globals(None)
            )
        except TemplateSyntaxError as error:
            raise self._wrong_syntax(error) from error
        except (RecursionError, MemoryError, OverflowError) as error:
            raise TemplateError(f"{self.path}: it is too deep or too large for a template.") from error

    def render(self, values: Mapping[str, object]) -> str:
        """The template with `values`; raises TemplateError naming file, line and what is unknown there."""
        environment = self._environment
        environment.deadline = time.monotonic() + PATIENCE
        try:
            return "".join(_bounded(self._template.generate(values)))
        except TemplateSyntaxError as error:
            raise self._wrong_syntax(error) from error
        except TemplateNotFound as error:
            raise TemplateError(
                f"{self.path}, line {self._line(error)}: there is no template `{error.name}`."
            ) from error
        except UndefinedError as error:
            raise TemplateError(f"{self._at(error)}: {self._unknown(str(error))}") from error
        except (TemplateRuntimeError, TypeError, ValueError, ArithmeticError) as error:
            raise TemplateError(f"{self._at(error)}: {_sentence(str(error))}") from error
        except (RecursionError, MemoryError) as error:
            raise TemplateError(f"{self.path}: it calls itself too often.") from error

    def _wrong_syntax(self, error: TemplateSyntaxError) -> TemplateError:
        message = error.message or "it is no template"
        if no_filter := _NO_FILTER.search(message):
            message = f"there is no filter `{no_filter[1]}`{self._near(no_filter[1], self._environment.filters)}"
        return TemplateError(f"{error.filename or self.path}, line {error.lineno}: {_sentence(message)}")

    def _unknown(self, message: str) -> str:
        found = _UNKNOWN.search(message)
        name = (found["name"] or found["attribute"]) if found else ""
        if not name:
            return _sentence(message)
        return f"there is no `{name}`{self._near(name, self._known)}."

    def _near(self, name: str, known: Iterable[str]) -> str:
        close = get_close_matches(name, [each for each in known if not each.startswith("_")], 1)
        return f"; did you mean `{close[0]}`?" if close else "; `reader templates variables` shows what there is"

    def _at(self, error: BaseException) -> str:
        path, line = self._place(error)
        return f"{path}, line {line}"

    def _line(self, error: BaseException) -> int:
        return self._place(error)[1]

    def _place(self, error: BaseException) -> tuple[str, int]:
        """The file and the line of the template that raised `error`: Jinja2 puts them into the traceback."""
        place, trace = (self.path, 1), error.__traceback__
        while trace is not None:
            name = trace.tb_frame.f_code.co_filename
            if not name.endswith((".py", ">")):
                place = (name, trace.tb_lineno)
            trace = trace.tb_next
        return place


def _bounded(pieces: Iterable[str]) -> Iterator[str]:
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > LONGEST:
            raise TemplateRuntimeError(f"it writes more than {LONGEST:,} characters")
        yield piece


def _sentence(message: str) -> str:
    return message if message.endswith((".", "?", "!")) else f"{message}."


def _kind(value: object) -> str:
    return "a list" if isinstance(value, tuple | list) else f"a {type(value).__name__.removesuffix('Value').lower()}"
