"""Makes PDF documents, object by object, so that a test says where each word stands."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

WIDTH, HEIGHT = 612, 792
LEFT, RIGHT, TOP = 72, 324, 700
"""Of two columns, and the first line."""

STEP = 13
"""From line to line, in points; the text is set in 11."""


FONTS = "".join(
    f"/{name} << /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding >> "
    for name, base in (("F1", "Times-Roman"), ("F2", "Times-Bold"), ("F3", "Times-Italic"), ("F4", "Courier"))
)


def at(x: float, y: float, words: str, size: float = 11, font: str = "F1") -> str:
    """Words at a place."""
    spelled = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({spelled}) Tj ET\n"


def column(lines: Sequence[str], x: float = LEFT, top: float = TOP, **looks: object) -> str:
    """Lines below each other; an empty one is a gap between paragraphs."""
    size, font = float(str(looks.get("size", 11))), str(looks.get("font", "F1"))
    return "".join(at(x, top - number * STEP, line, size, font) for number, line in enumerate(lines) if line)


def document(
    pages: Iterable[str],
    info: Mapping[str, str] | None = None,
    root: str = "",
    extra: Mapping[int, bytes] | None = None,
) -> bytes:
    """A document of these pages; `extra` are objects from number 1,000 on, which pages may name."""
    contents = list(pages)
    kids = " ".join(f"{10 + 2 * number} 0 R" for number in range(len(contents)))
    named = "".join(f"/X{number} {number} 0 R " for number in extra or ())
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R {root}>>".encode(),
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>".encode(),
        3: f"<< /Font << {FONTS}>> /XObject << {named}>> >>".encode(),
        4: ("<< " + "".join(f"/{key} ({value}) " for key, value in (info or {}).items()) + ">>").encode("latin-1"),
        **(extra or {}),
    }
    for number, content in enumerate(contents):
        objects[10 + 2 * number] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Resources 3 0 R "
            f"/Contents {11 + 2 * number} 0 R >>"
        ).encode()
        objects[11 + 2 * number] = stream(content.encode("cp1252"))
    return written(objects)


def stream(data: bytes, more: str = "", *, packed: int = 0) -> bytes:
    """A stream, packed so many times."""
    for _ in range(packed):
        data = zlib.compress(data, 9)
    filters = f"/Filter [{' '.join(['/FlateDecode'] * packed)}] " if packed else ""
    return f"<< /Length {len(data)} {filters}{more}>>\nstream\n".encode() + data + b"\nendstream"


def written(objects: Mapping[int, bytes]) -> bytes:
    """A file of these objects; the first is its root, the fourth what is known of it."""
    made = io.BytesIO()
    made.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, content in sorted(objects.items()):
        places[number] = made.tell()
        made.write(f"{number} 0 obj\n".encode() + content + b"\nendobj\n")
    begin = made.tell()
    made.write(b"xref\n0 1\n0000000000 65535 f \n")
    for number, place in places.items():
        made.write(f"{number} 1\n{place:010} 00000 n \n".encode())
    made.write(f"trailer\n<< /Size {max(objects) + 1} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{begin}\n%%EOF\n".encode())
    return made.getvalue()


def columns() -> bytes:
    """Three pages in two columns, with a title, running heads, page numbers, notes and divided words."""
    first = [
        "The keeper of the swing bridge has",
        "worked every night since 1998. She",
        "reads the tide tables before she",
        "reads the news, and the admini-",
        "stration of the harbour knows it.",
        "",
        "A well-known disagreement, they",
    ]
    second = ["any more, and the man who sells", "its tickets is seventy-one."]
    pages = []
    for number, name in enumerate(("first", "second", "third"), start=1):
        head = at(LEFT, 760, "Harbour Review 14") + at(300, 30, str(number), 9)
        title = at(LEFT, 730, "The harbour question", 20, "F2") if number == 1 else ""
        notes = at(LEFT, 60, f"{number} The {name} minutes say otherwise.", 8)
        pages.append(
            head
            + title
            + column([*first, f"say, and the {name} well-", f"known {name}"])
            + column([f"{name} committee. Nobody goes", *second], RIGHT)
            + notes
        )
    info = {"Title": "The harbour question", "Author": "T. Setter", "CreationDate": "D:20260314093000Z"}
    return document(pages, info, "/Lang (en) ")


def _loop() -> bytes:
    """A tree of pages that leads back to its root."""
    return written(
        {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"}
        | {3: b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>", 4: b"<< >>"}
    )


def _loop_of_forms() -> bytes:
    """A form that draws itself, and another that draws it."""
    forms = {
        number: stream(
            f"/X{other} Do {at(LEFT, 600, 'Form')}".encode(),
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 3 0 R ",
        )
        for number, other in ((1000, 1001), (1001, 1000))
    }
    return document([at(LEFT, 700, "Words beside a form.") + "/X1000 Do\n"], extra=forms)


def bomb(megabytes: int, packed: int = 2) -> bytes:
    """A page whose words are behind so many megabytes of nothing, packed twice."""
    data = b" " * megabytes * 1024 * 1024 + at(LEFT, 700, "Words.").encode()
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
        3: f"<< /Font << {FONTS}>> >>".encode(),
        4: b"<< >>",
        5: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources 3 0 R /Contents 6 0 R >>",
        6: stream(data, packed=packed),
    }
    return written(objects)


def locked(password: str) -> bytes:
    """A document that is encrypted; everybody may read one without a password."""
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - only where one is made

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(document([at(LEFT, 700, "Words behind a lock.")]))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


SMALL: dict[str, Callable[[], bytes]] = {
    "pdf/columns.pdf": columns,
    "pdf/loop.pdf": _loop,
    "pdf/loop_of_forms.pdf": _loop_of_forms,
    "pdf/bomb.pdf": lambda: bomb(400),
    "pdf/scan.pdf": lambda: document(["0 0 m 100 100 l S\n"] * 2),
    "pdf/half.pdf": lambda: columns()[:900],
    "pdf/empty.pdf": lambda: b"",
    "pdf/no_pdf.pdf": lambda: b"%PDF-1.7\nJust some words.\n",
    "pdf/names.pdf": lambda: document(
        [at(LEFT, 700, "Words of a page, by ../../x.")],
        {"Title": "../../x \033]0;owned\007 " + "t" * 5000, "Author": "con.txt", "CreationDate": "D:99991231235959Z"},
    ),
    "pdf/million_pages.pdf": lambda: document([at(LEFT, 700, "Words.")]).replace(b"/Count 1 ", b"/Count 999999999 "),
    "pdf/locked.pdf": lambda: locked("secret"),
    "pdf/readable.pdf": lambda: locked(""),
}
"""The documents that lie here, by their paths."""
