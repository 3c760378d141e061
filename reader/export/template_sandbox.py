"""The sandbox of templates: what they may do, how much of it, and that words of strangers mean nothing there.

Jinja2's own escaping is off, because it knows HTML alone and trusts whatever comes of its own helpers. Here it is
turned around: what is written is escaped unless it is `Safe`, and only a template's own words, the filters that make
markup and what was written before are that. Every computation gives plain words again.
"""

from __future__ import annotations

import time
from dataclasses import fields
from functools import wraps
from typing import TYPE_CHECKING, Any, NamedTuple

from jinja2 import BaseLoader, StrictUndefined, TemplateNotFound, Undefined, nodes, pass_context
from jinja2.compiler import CodeGenerator
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from reader.errors import TemplateError
from reader.export import template_filters, template_values
from reader.export.languages import MARKDOWN, Language, Safe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from jinja2 import Template as JinjaTemplate
    from jinja2.compiler import Frame
    from jinja2.runtime import Context

PATIENCE = 30.0
"""Seconds that a template may take for one document."""

LONGEST = 64_000_000
"""Code points that a template may write for one document, or make of words."""

MOST_STEPS = 5_000_000
"""Rounds of all loops, and calls, for one document."""

_LARGEST_LIST = 1_000_000
"""Members of a list, or code points of words, that are computed from others."""

_LARGEST_FACTOR = 10**30

_CLOCK = 256
"""So many steps are taken between two looks at the clock."""

_WORDS_MAY = frozenset(
    """capitalize casefold count endswith find index isalnum isalpha isascii isdecimal isdigit islower isnumeric
    isspace istitle isupper lower lstrip partition removeprefix removesuffix rfind rpartition rsplit rstrip split
    splitlines startswith strip swapcase title upper""".split()  # noqa: SIM905 - a list of words, as it is read
)
"""Methods of words that are open: none of them makes much of little."""

_GO_THROUGH = (
    *("list", "sort", "unique", "groupby", "reverse", "sum", "max", "min"),
    *("map", "select", "reject", "selectattr", "rejectattr"),
)
"""Filters of Jinja2 that go through a list."""


_VALUES = {
    kind: frozenset(each.name for each in fields(kind))
    for kind in (template_values.ArticleValue, template_values.HighlightValue, template_values.ThemeValue)
}
"""The fields of the values that templates are mostly about: asking Jinja2 for each takes a quarter of the time."""


class Found(NamedTuple):
    """The source of a template, and where it is from."""

    source: str
    path: str
    """Of its file, as it is told to a person."""


class _Code(CodeGenerator):
    """Compiles loops that are counted, and concatenations that escape what they join."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - Jinja2's name
        for refused in node.find_all((nodes.FilterBlock, nodes.ScopedEvalContextModifier)):
            word = "filter" if isinstance(refused, nodes.FilterBlock) else "autoescape"
            self.fail(f"`{{% {word} %}}` is not for these templates", refused.lineno)
        _own_constants(node)
        for loop in node.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "_counted", [], [], None, None, lineno=loop.lineno)
        super().visit_Template(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:  # noqa: N802 - Jinja2's name
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


def _own_constants(node: nodes.Node) -> None:
    """Let the words of a template itself stand as they are: only what comes from outside is escaped."""
    for name, value in node.iter_fields():
        if isinstance(node, nodes.Include | nodes.Import | nodes.FromImport | nodes.Extends) and name == "template":
            continue
        if isinstance(value, list):
            value[:] = [_owned(each) if isinstance(each, nodes.Node) else each for each in value]
        elif isinstance(value, nodes.Node):
            setattr(node, name, _owned(value))


def _owned(node: nodes.Node) -> nodes.Node:
    if isinstance(node, nodes.Const) and isinstance(node.value, str):
        return nodes.Filter(node, "_own", [], [], None, None, lineno=node.lineno)
    _own_constants(node)
    return node


@pass_context
def _own(_: Context, words: str) -> Safe:
    """Mark a template's own words; with the context, so that nothing is computed before it is rendered."""
    return Safe(words)


class Environment(ImmutableSandboxedEnvironment):
    """The sandbox for templates that write in one language."""

    code_generator_class = _Code
    intercepted_binops = frozenset(("+", "*", "**", "%"))

    def __init__(self, language: Language, load: Callable[[str], Found]) -> None:
        super().__init__(
            autoescape=False,
            undefined=StrictUndefined,
            finalize=self.escaped,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            loader=_Loader(load),
        )
        self.language = language
        self._deadline = 0.0
        self._steps = 0
        self.globals.pop("lipsum", None)
        self.filters |= {name: self._through(self.filters[name]) for name in _GO_THROUGH}
        self.filters |= template_filters.of(language, self.escaped, LONGEST)
        self.filters |= {"_counted": self.counted, "_own": _own}
        if language is MARKDOWN:
            self.globals["properties"] = template_filters.properties

    # ---- what is written

    def escaped(self, value: object) -> Safe | Undefined:
        """What is written for `value`: as it stands where it is safe, else escaped."""
        if isinstance(value, Safe):
            return value
        if isinstance(value, str):
            return Safe(self.language.escape(value))
        if isinstance(value, Undefined):
            # Its text is the error that it is not there.
            return value
        if value is None:
            return Safe()
        if isinstance(value, bool | int | float):
            return Safe(value)
        raise TemplateRuntimeError(
            f"{_kind(value)} cannot be written as it is; take one of its fields, or go through it with `for`"
        )

    def joined(self, parts: Iterable[object]) -> Safe:
        """The parts of a concatenation, each escaped as it would be alone."""
        return self.concat([str(self.escaped(part)) for part in parts])

    def concat(self, pieces: Iterable[str]) -> Safe:
        """What a macro or a block wrote, which is escaped already."""
        kept = list(pieces)
        _bounded(sum(map(len, kept)))
        return Safe("".join(kept))

    # ---- how much

    def begin(self) -> None:
        """Begin a document: from now on time and steps are counted."""
        self._deadline = time.monotonic() + PATIENCE
        self._steps = 0

    def step(self) -> None:
        """Count a step; raises TemplateRuntimeError when there were too many, or it is too late."""
        self._steps += 1
        if self._steps > MOST_STEPS:
            raise TemplateRuntimeError(f"it takes more than {MOST_STEPS:,} steps")
        if self._steps % _CLOCK == 1 and time.monotonic() > self._deadline:
            raise TemplateRuntimeError(f"it takes longer than {PATIENCE:.0f} seconds")

    def counted(self, values: Iterable[object]) -> Iterator[object]:
        """Go through `values`, a step each."""
        for value in values:
            self.step()
            yield value

    def _through(self, function: Callable[..., Any]) -> Callable[..., Any]:
        at = 1 if hasattr(function, "jinja_pass_arg") else 0

        # With its attributes, which say what Jinja2 passes to it.
        @wraps(function)
        def counting(*given: Any, **named: Any) -> Any:
            values = given[at]
            through = values if isinstance(values, str | Undefined) else self.counted(values)
            return function(*given[:at], through, *given[at + 1 :], **named)

        return counting

    # ---- what may be done

    def call(self, context: Context, called: Any, /, *given: Any, **named: Any) -> Any:
        """Call a macro, a loop or a method, a step each."""
        self.step()
        return super().call(context, called, *given, **named)

    def get_template(self, *given: Any, **named: Any) -> JinjaTemplate:
        """Another template, a step each."""
        self.step()
        return super().get_template(*given, **named)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Compute, within bounds; `+` with words is `~`."""
        if operator == "**" or (operator == "%" and isinstance(left, str)):
            raise SecurityError(f"`{operator}` is not for templates")
        if operator == "+" and (isinstance(left, str) or isinstance(right, str)):
            return self.joined((left, right))
        if operator == "+" and isinstance(left, list | tuple) and isinstance(right, list | tuple):
            _refuse_large(len(left) + len(right))
        if operator == "*":
            sized = [side for side in (left, right) if isinstance(side, str | list | tuple)]
            if sized:
                times = right if sized[0] is left else left
                _refuse_large(len(sized[0]) * (times if isinstance(times, int) else 0))
                repeated = sized[0] * times
                return Safe(repeated) if isinstance(sized[0], Safe) else repeated
            if any(isinstance(side, int) and abs(side) > _LARGEST_FACTOR for side in (left, right)):
                raise SecurityError("a factor may not be that large")
        return super().call_binop(context, operator, left, right)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a value, at once where it is one of those that templates are mostly about."""
        if attribute in _VALUES.get(type(obj), ()):
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Are the fields of values open? Of words and numbers, only what makes little of little is."""
        if isinstance(obj, str):
            return attr in _WORDS_MAY
        if isinstance(obj, int | float | bytes):
            return False
        return bool(super().is_safe_attribute(obj, attr, value))

    def wrap_str_format(self, value: Any) -> None:  # noqa: ARG002 - Jinja2's signature
        """Let `format` of words be refused as their other methods are: a width makes much of little."""
        return

    def unsafe_undefined(self, obj: Any, attribute: str) -> Undefined:  # noqa: ARG002 - Jinja2's signature
        """What an attribute is that is not open; using it raises SecurityError."""
        advice = f"; there is a filter `| {attribute}`" if attribute in self.filters else ""
        return self.undefined(f"`.{attribute}` is not for templates{advice}", name=attribute, exc=SecurityError)


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
            raise TemplateNotFound(template, str(error)) from error
        return found.source, found.path, lambda: True


def bounded(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces of a document as long as it is not too long; raises TemplateRuntimeError."""
    length = 0
    for piece in pieces:
        length += len(piece)
        _bounded(length)
        yield piece


def _bounded(length: int) -> None:
    if length > LONGEST:
        raise TemplateRuntimeError(f"it writes more than {LONGEST:,} characters")


def _refuse_large(size: int) -> None:
    if size > _LARGEST_LIST:
        raise SecurityError("a list, or words, cannot be made that long")


def _kind(value: object) -> str:
    if isinstance(value, str):
        return "words"
    return "a list" if isinstance(value, tuple | list) else f"a {type(value).__name__.removesuffix('Value').lower()}"
