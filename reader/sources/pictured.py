"""Pictures that lie in the file itself, which no address leads to: what they show stands in their place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NOTHING = re.compile(
    r"(?:image|picture|photo|img|bild|cover|logo|icon|figure|graphic|spacer|separator|ornament)?[\W\d_]*"
    r"|\S+\.(?:png|jpe?g|gif|svg|webp|tiff?|emf|wmf)|.*automatically generated.*",
    re.IGNORECASE | re.DOTALL,
)
"""What programs write where nobody wrote anything."""


def described(root: HtmlElement) -> None:
    """Put the words for a picture in its place, where its address is none of the web and somebody wrote them."""
    for image in list(root.iter("img", "image")):
        if (image.get("src") or "").startswith(("http:", "https:")):
            continue
        said = " ".join((image.get("alt") or "").split())
        parent = image.getparent()
        if parent is None:
            continue
        following = parent.getnext() if parent is not None else None
        is_said_below = following is not None and " ".join(following.text_content().split()) == said
        if said and not is_said_below and not _NOTHING.fullmatch(said):
            image.tag = "em"
            image.text = f"[Image: {said}]"
        else:
            image.drop_tree()
