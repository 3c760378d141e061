"""What an export is parted into: themes with the articles that have them; and what the files are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.export import filenames
from reader.export.material import Marked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reader.export.material import Material
    from reader.model.article import Listing
    from reader.model.theme import ThemeUse


def groups_of(material: Material) -> list[tuple[ThemeUse, list[Marked]]]:
    """The themes that are used, each with the articles and those of their highlights that have it."""
    groups: list[tuple[ThemeUse, list[Marked]]] = [(use, []) for use in material.themes]
    for marked in material.articles():
        for use, group in groups:
            own = tuple(each for each in marked.highlights if use.theme.name in each.annotation.themes)
            if own:
                group.append(Marked(marked.listing, own, marked.read))
    return [(use, group) for use, group in groups if group]


def theme_names(groups: Iterable[tuple[ThemeUse, Sequence[Marked]]], suffix: str = filenames.SUFFIX) -> tuple[str, ...]:
    """Names of files for themes."""
    return filenames.unique([(use.theme.name, use.theme.name) for use, _ in groups], suffix)


def article_names(listings: Mapping[str, Listing | None], suffix: str = filenames.SUFFIX) -> dict[str, str]:
    """Names of files by the ids of their articles; one that is gone has but its id."""
    titles = [(each, listing.article.title if listing else each) for each, listing in listings.items()]
    return dict(zip(listings, filenames.unique(titles, suffix), strict=True))
