"""An article or a theme as a note: its properties, its head, a block for each highlight, as the templates have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.export import escape, template_values
from reader.export.vault.markers import block_id
from reader.export.vault.note import FORM, ID, THEME, VERSION, Block, Note

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.export.material import Marked
    from reader.export.template_files import Templates
    from reader.export.template_values import ArticleValue, HighlightValue
    from reader.export.vault.markers import Profile
    from reader.export.vault.note import Value
    from reader.model.theme import ThemeUse


class Noting:
    """Makes notes in one profile; raises TemplateError where one of its templates is wrong."""

    def __init__(self, profile: Profile, templates: Templates, block: str = "") -> None:
        """Take the profile's own templates, or another one for the `block`."""
        self._profile = profile
        self._head = templates.get(f"{profile.name}/head")
        self._theme = templates.get(f"{profile.name}/theme-head")
        self._block = templates.get(block or f"{profile.name}/block")

    def article(self, marked: Marked, others: frozenset[str] = frozenset()) -> Note:
        """The note on an article; `others` are its annotations that are not in this export."""
        about = template_values.article(marked.listing, marked.highlights)
        values: dict[str, Value] = {
            "title": about.title,
            "author": about.author,
            "site": about.source,
            "url": about.url,
            "published": about.published,
            "saved": about.added[:10],
            "annotated": about.annotated,
            "highlights": len(about.highlights),
            "themes": about.themes,
        }
        return Note(
            about.id,
            about.title,
            _properties(about.id, values),
            _tags(about.themes),
            self._head.render({"article": about}),
            tuple(self._blocks(about)),
            self._profile,
            frozenset(map(block_id, others)),
        )

    def theme(self, use: ThemeUse, groups: Sequence[Marked], others: frozenset[str] = frozenset()) -> Note:
        """The note on a theme, with its highlights article by article."""
        articles = [template_values.article(marked.listing, marked.highlights) for marked in groups]
        about = template_values.theme(use.theme, articles)
        values: dict[str, Value] = {
            "title": about.name,
            "annotated": about.annotated,
            "highlights": about.highlights,
            "themes": (about.name,),
        }
        return Note(
            f"{THEME}{about.name}",
            about.name,
            _properties(f"{THEME}{about.name}", values),
            _tags((about.name,)),
            self._theme.render({"theme": about}),
            tuple(block for article in articles for block in self._blocks(article)),
            self._profile,
            frozenset(map(block_id, others)),
        )

    def block(self, article: ArticleValue, highlight: HighlightValue) -> Block:
        """The block of a highlight."""
        return Block(block_id(highlight.id), self._block.render({"article": article, "highlight": highlight}))

    def _blocks(self, article: ArticleValue) -> list[Block]:
        return [self.block(article, highlight) for highlight in (*article.notes, *article.highlights)]


def _properties(identifier: str, values: Mapping[str, Value]) -> dict[str, Value]:
    kept = {key: value for key, value in values.items() if value or value == 0}
    return {ID: identifier, VERSION: FORM, **kept}


def _tags(themes: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag for tag in map(escape.tag, themes) if tag))
