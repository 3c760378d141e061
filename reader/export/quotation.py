"""One quotation with its speaker and its source, as the template `quote` has it: what `Y` copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.export import template_values

if TYPE_CHECKING:
    from reader.export.template_files import Templates
    from reader.model.annotation import Highlight
    from reader.model.article import Listing


def quotation(
    templates: Templates, listing: Listing, words: str, speaker: str = "", highlight: Highlight | None = None
) -> str:
    """A quotation of exactly `words`, and who said it and where; raises TemplateError where the template is wrong.

    What is known of the `highlight` that they are from is there as well.
    """
    article = template_values.article(listing, (highlight,) if highlight else ())
    quoted = template_values.passage(listing.article, words, speaker, highlight)
    return templates.get("quote").render({"article": article, "highlight": quoted})
