"""What a template can name and do, told from the docstrings of the code: for the command and for the manual."""

from __future__ import annotations

import ast
import inspect
from typing import TYPE_CHECKING, NamedTuple

from reader.export import template_filters, template_values

if TYPE_CHECKING:
    from collections.abc import Callable

TYPES = {
    "str": "words",
    "int": "number",
    "bool": "yes or no",
    "tuple[str, ...]": "list of words",
    "tuple[HighlightValue, ...]": "list of highlights",
}
"""How the types of fields are told."""


class Told(NamedTuple):
    """One thing that there is for templates."""

    name: str
    """As it is written in a template."""

    kind: str
    """What sort of thing it is; empty where that is clear."""

    about: str
    """What it is, in Markdown, a sentence or two."""


class Group(NamedTuple):
    """Things that belong together."""

    name: str
    about: str
    told: tuple[Told, ...]


def groups() -> tuple[Group, ...]:
    """All that there is for templates."""
    refused = ", ".join(f"`{name}`" for name in sorted(template_filters.REFUSED))
    filters = Group(
        "Filters",
        f"As in `{{{{ value | filter }}}}`. Jinja’s own filters are there as well, but for {refused}.",
        tuple(_filter(each) for each in template_filters.FILTERS),
    )
    markdown = Group(
        "Filters of templates that write Markdown",
        "`quotation` and `link` are there in templates that write HTML as well.",
        tuple(_filter(each) for each in template_filters.MARKDOWN_FILTERS),
    )
    functions = Group("Functions", "", tuple(_filter(each, is_function=True) for each in template_filters.FUNCTIONS))
    return (_whole(), *_values(), filters, markdown, functions)


def _whole() -> Group:
    told = (
        Told("article", "article", "In a template that takes `article`, and in one that takes `highlight`."),
        Told("articles", "list of articles", "In a template that takes `articles`, and in one that takes `theme`."),
        Told("highlight", "highlight", "In a template that takes `highlight`."),
        Told("theme", "theme", "In a template that takes `theme`."),
        Told("exported", "words", "The day of the export, ISO 8601; in a template that makes a whole file."),
    )
    return Group("What a template is given", "", told)


def _values() -> list[Group]:
    """The fields of each value, with the docstring that stands below each in the source."""
    tree = ast.parse(inspect.getsource(template_values))
    found = []
    for node in tree.body:
        if not (isinstance(node, ast.ClassDef) and node.name.endswith("Value")):
            continue
        told = [
            Told(field.target.id, TYPES[ast.unparse(field.annotation)], " ".join(below.value.value.split()))
            for field, below in zip(node.body, node.body[1:], strict=False)
            if isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and isinstance(below.value.value, str)
        ]
        name = node.name.removesuffix("Value").lower()
        found.append(
            Group(f"Of {'an' if name[0] in 'aeiou' else 'a'} {name}", ast.get_docstring(node) or "", tuple(told))
        )
    return found


def _filter(function: Callable[..., object], *, is_function: bool = False) -> Told:
    parameters = list(inspect.signature(function).parameters.values())[0 if is_function else 1 :]
    given = ", ".join(_parameter(each) for each in parameters)
    return Told(f"{function.__name__}({given})" if given else function.__name__, "", inspect.getdoc(function) or "")


def _parameter(given: inspect.Parameter) -> str:
    if given.kind is inspect.Parameter.VAR_KEYWORD:
        return f"name={given.name[:-1]}, …"
    return given.name if given.default is inspect.Parameter.empty else f"{given.name}={given.default!r}"
