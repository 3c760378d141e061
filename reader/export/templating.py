"""Templates: what an export looks like, in files that a person can read and change.

They are Jinja2's, in a sandbox (`template_sandbox`): what a template writes is escaped for its language unless a filter
made it, so words of strangers mean nothing, whatever a template does with them. A template reads no file but other
templates, and takes no more than a while and some memory.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import TemplateRuntimeError

from reader.errors import TemplateError
from reader.export import template_filters
from reader.export.languages import PLAIN, Language
from reader.export.template_sandbox import Environment, Found, bounded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jinja2 import Template as JinjaTemplate

_UNKNOWN = re.compile(r"'(?P<name>[^']*)' is undefined|has no attribute '(?P<attribute>[^']*)'")
_NO_FILTER = re.compile(r"No (?P<kind>filter|test) named '(?P<name>[^']*)'")
_SHOWS = "`reader templates variables` shows what there is"

_WRONG = (TemplateRuntimeError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError)
"""What a computation in a template ends with that cannot be done."""

_TOO_MUCH = (RecursionError, MemoryError, SyntaxError)
"""What a template ends with that is nested too deeply, for Jinja2 or for Python."""


class Template:
    """A template that can be rendered; raises TemplateError where it is none."""

    def __init__(
        self, found: Found, load: Callable[[str], Found], language: Language = PLAIN, known: Iterable[str] = ()
    ) -> None:
        self.path = found.path
        self._known = tuple(known)
        self._environment = Environment(language, load)
        try:
            code = self._environment.compile(found.source, found.path, found.path)
            self._template: JinjaTemplate = self._environment.template_class.from_code(
                self._environment, code, self._environment.make_globals(None)
            )
        except TemplateSyntaxError as error:
            raise self._wrong_syntax(error) from error
        except _TOO_MUCH as error:
            raise TemplateError(f"{self.path}: it is too deep or too large for a template.") from error

    def render(self, values: Mapping[str, object]) -> str:
        """The template with `values`; raises TemplateError naming file, line and what is unknown there."""
        self._environment.begin()
        try:
            return "".join(bounded(self._template.generate(values)))
        except TemplateSyntaxError as error:
            raise self._wrong_syntax(error) from error
        except TemplateNotFound as error:
            why = _sentence(error.message or f"There is no template {error.name!r}")
            raise TemplateError(f"{self._at(error)}: {why}") from error
        except UndefinedError as error:
            raise TemplateError(f"{self._at(error)}: {self._unknown(str(error))}") from error
        except _WRONG as error:
            raise TemplateError(f"{self._at(error)}: {self._said(str(error))}") from error
        except _TOO_MUCH as error:
            raise TemplateError(f"{self._at(error)}: it calls itself too often, or is too deep.") from error

    def _wrong_syntax(self, error: TemplateSyntaxError) -> TemplateError:
        why = self._said(error.message or "it is no template")
        return TemplateError(f"{error.filename or self.path}, line {error.lineno}: {why}")

    def _said(self, message: str) -> str:
        """What Jinja2 or Python says is wrong, as a sentence."""
        if unknown := _NO_FILTER.search(message):
            kind, name = unknown["kind"], unknown["name"]
            filters = set(self._environment.filters) - template_filters.REFUSED
            return (
                f"there is no {kind} `{name}`{_near(name, filters if kind == 'filter' else self._environment.tests)}."
            )
        return _sentence(message)

    def _unknown(self, message: str) -> str:
        found = _UNKNOWN.search(message)
        name = (found["name"] or found["attribute"]) if found else ""
        if name in self._known:
            return f"there is no `{name}` here; the first line of a template says what it takes, and {_SHOWS}."
        return _sentence(f"there is no `{name}`{_near(name, self._known)}" if name else message)

    def _at(self, error: BaseException) -> str:
        """The file and the line of the template that raised `error`: Jinja2 puts them into the traceback."""
        place, trace = (self.path, 1), error.__traceback__
        while trace is not None:
            if "__jinja_exception__" in trace.tb_frame.f_globals:
                place = (trace.tb_frame.f_code.co_filename, trace.tb_lineno)
            trace = trace.tb_next
        path, line = place
        return f"{path}, line {line}"


def _near(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, [each for each in known if not each.startswith("_")], 1)
    return f"; did you mean `{close[0]}`?" if close else f"; {_SHOWS}"


def _sentence(message: str) -> str:
    return message if message.endswith((".", "?", "!")) else f"{message}."
