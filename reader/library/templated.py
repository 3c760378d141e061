"""Files that a template makes as a whole: one for each article or theme, or one for all articles."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from reader.errors import TemplateError, UsageError
from reader.export import template_values
from reader.export.formats import Makes
from reader.export.request import Document
from reader.library.grouping import groups_of, theme_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.export.formats import Format
    from reader.export.material import Material
    from reader.export.template_files import Info, Templates

    Names = Callable[[str], dict[str, str]]


def chosen(templates: Templates, name: str, known: Format) -> Info | None:
    """The template that is asked for by name, or in a file; None where no name is given.

    Raises TemplateError where there is none, and UsageError where it is of no use with a format.
    """
    if not name:
        return None
    found = templates.info(name)
    if not found.takes:
        raise TemplateError(
            f"`{found.name}` does not say what it takes, so it is a part of other templates and none by itself. "
            "A first line such as {# takes: articles -- What it is for. #} says it."
        )
    if known.makes is Makes.COLLECTION:
        raise UsageError(f"{known.label} has a form of its own. Leave out --format to export by the template `{name}`.")
    if found.takes == "highlight" and known.makes is not Makes.NOTES:
        raise UsageError(f"`{found.name}` is for a highlight in a note: take it with --format markdown or obsidian.")
    return found


def documents(templates: Templates, name: str, material: Material, names: Names) -> Iterator[Document]:
    """What a template makes; `names` gives the names of files by the ids of articles, for a suffix.

    Raises TemplateError where the template is wrong.
    """
    info, template = templates.info(name), templates.get(name)
    day = {"exported": material.at.date().isoformat()}
    if info.takes == "articles":
        articles = tuple(template_values.article(each.listing, each.highlights) for each in material.articles())
        if articles:
            yield Document(
                f"{PurePath(info.name).name}{info.suffix}", (template.render({**day, "articles": articles}),)
            )
    elif info.takes == "theme":
        groups = groups_of(material)
        for file, (use, group) in zip(theme_names(groups, info.suffix), groups, strict=True):
            about = tuple(template_values.article(each.listing, each.highlights) for each in group)
            values = {"theme": template_values.theme(use.theme, about), "articles": about}
            yield Document(file, (template.render({**day, **values}),))
    else:
        files = names(info.suffix)
        for marked in material.articles():
            article = template_values.article(marked.listing, marked.highlights)
            yield Document(files[article.id], (template.render({**day, "article": article}),))
