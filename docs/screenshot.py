"""Make the picture in README: the desk with a sample article that somebody has read with a pencil.

python docs/screenshot.py [docs/screenshot.svg]
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from reader.library import Library
from reader.paths import sample_articles
from reader.settings import Settings
from reader.text.quotations import quotations
from reader.tui.app import ReaderApp

SIZE = (150, 40)
WEB_FONT = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""Rich asks for a font from the net; the picture must not."""


async def picture(root: Path) -> str:
    """The screen as SVG."""
    library = Library.open(root)
    library.add_samples(sample_articles())
    article_id = library.find("night boat").article.id
    for quote, themes, note in marks(library, article_id):
        library.mark(article_id, quote, themes=themes, note=note)
    library.refresh()
    app = ReaderApp(library, Settings(), opening=article_id)
    async with app.run_test(size=SIZE) as pilot:
        await app.workers.wait_for_complete(
            [worker for worker in app.workers if worker.group in ("furnish", "refresh", "read", "themes")]
        )
        await pilot.pause()
        await pilot.press("right_square_bracket", "h", "right_square_bracket", "h")
        await pilot.pause()
        svg = app.export_screenshot(title="Reader")
    library.close()
    return WEB_FONT.sub("", svg)


def marks(library: Library, article_id: str) -> list[tuple[str, tuple[str, ...], str]]:
    """What was marked: the first sentence and some quotations."""
    text = library.text_of(article_id)
    spoken = [quotation.span.cut(text.plain) for quotation in quotations(text)]
    first = text.plain.split(". ")[0] + "."
    return [
        (first, ("background",), ""),
        (spoken[0], ("testimony",), ""),
        (spoken[1], ("money", "to check"), "who else gave a figure?"),
        (spoken[3], ("testimony",), ""),
    ]


def main() -> None:
    """Write the picture."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("screenshot.svg")
    with tempfile.TemporaryDirectory() as folder:
        target.write_text(asyncio.run(picture(Path(folder) / "library")), "utf-8")


if __name__ == "__main__":
    main()
