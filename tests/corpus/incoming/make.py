"""Makes the archives of this folder, hostile and harmless; `python -m tests.corpus.incoming.make` writes them anew.

What is large is made by a test alone, with the same functions.
"""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.corpus.incoming import make_pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HERE = Path(__file__).parent
_LONG_AGO = (2026, 3, 14, 9, 30, 0)

CONTAINER = (
    '<?xml version="1.0"?><container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
    '<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>'
    "</container>"
)
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha ha ha ha ha ha ha ha ha ha">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd"><!ENTITY j SYSTEM "http://127.0.0.1:9/x">'


def archive(members: Mapping[str, bytes | str], *, links: Mapping[str, str] | None = None) -> bytes:
    """A ZIP archive of these files, the first of them as it is; `links` lead to other places."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for number, (name, content) in enumerate(members.items()):
            member = zipfile.ZipInfo(name, _LONG_AGO)
            member.compress_type = zipfile.ZIP_DEFLATED if number else zipfile.ZIP_STORED
            file.writestr(member, content)
        for name, target in (links or {}).items():
            member = zipfile.ZipInfo(name, _LONG_AGO)
            member.create_system = 3
            member.external_attr = (stat.S_IFLNK | 0o777) << 16
            file.writestr(member, target)
    return made.getvalue()


def page(body: str, doctype: str = "<!DOCTYPE html>") -> str:
    """A page of a book."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{doctype}<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head><body>{body}</body></html>'
    )


def package(
    hrefs: Mapping[str, str],
    facts: str = "<dc:title>The Quay</dc:title><dc:creator>Mara Quill</dc:creator>",
    before: str = "",
    more: str = "",
) -> str:
    """What a book says of itself; `hrefs` are its pages by their ids."""
    items = "".join(
        f'<item id="{name}" href="{href}" media-type="application/xhtml+xml"/>' for name, href in hrefs.items()
    )
    spine = "".join(f'<itemref idref="{name}"/>' for name in hrefs)
    return (
        f'<?xml version="1.0"?>{before}<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{facts}</metadata>'
        f"<manifest>{items}{more}</manifest><spine>{spine}</spine></package>"
    )


def book(
    pages: Mapping[str, str], opf: str = "", *, extra: Mapping[str, bytes | str] | None = None, **links: str
) -> bytes:
    """An EPUB book of these pages, by their names below `OEBPS/`."""
    members: dict[str, bytes | str] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/content.opf": opf or package({f"p{number}": name for number, name in enumerate(pages)}),
        **{f"OEBPS/{name}": content for name, content in pages.items()},
        **(extra or {}),
    }
    return archive(members, links={f"OEBPS/{name}.xhtml": target for name, target in links.items()})


def whole_book() -> bytes:
    """A book as publishers make them: a title page, parts with chapters, notes at the end, a picture."""
    nav = page(
        '<nav epub:type="toc"><ol><li><a href="one.xhtml">The bridge</a></li>'
        '<li><a href="two.xhtml">The ferry</a><ol><li><a href="two.xhtml#late">Later</a></li></ol></li></ol></nav>'
    )
    pages = {
        "title.xhtml": page('<section epub:type="titlepage"><h1>The Quay</h1><p>Mara Quill</p></section>'),
        "one.xhtml": page(
            f"<p>It opened on <em>Tuesday</em>.{call('one', 1)} “We waited.”</p>"
            '<p><img src="ship.png" alt="A grey ferry at the quay"/></p>'
            + "<p>The harbour board said so twice.</p>"
            * 20
        ),
        "two.xhtml": page(
            f"<h2>The ferry</h2><p>See <a href='one.xhtml'>the first part</a>.{call('two', 2)}</p>"
            + "<p>Nobody takes it any more, they say.</p>" * 20
            + "<h3 id='late'>Later</h3><blockquote><p>“It is not a road.”</p></blockquote>"
        ),
        "notes.xhtml": page(
            '<section epub:type="endnotes"><h2>Notes</h2><ol>'
            '<li id="n1"><p>The <em>council</em> had said March. <a href="one.xhtml#c1">↩</a></p></li>'
            '<li id="n2"><p>It sails at nine.</p><p>Not on Sundays. <a href="two.xhtml#c2">↩</a></p></li>'
            "</ol></section>"
        ),
        "nav.xhtml": nav,
    }
    spine = {name: f"{name}.xhtml" for name in ("title", "one", "two", "notes")}
    facts = (
        '<dc:title id="t">The Quay</dc:title><dc:creator>Mara Quill</dc:creator>'
        "<dc:publisher>Harbour Press</dc:publisher><dc:date>2026-03-14</dc:date><dc:language>en</dc:language>"
        "<dc:identifier>urn:isbn:9780000000002</dc:identifier>"
    )
    more = '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    return book(pages, package(spine, facts, more=more))


def call(file: str, number: int) -> str:
    return f'<sup><a epub:type="noteref" id="c{number}" href="notes.xhtml#n{number}">{number}</a></sup>'


def locked_book() -> bytes:
    """A book of a shop: its pages are encrypted, and it says so."""
    encryption = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData '
        'xmlns="http://www.w3.org/2001/04/xmlenc#"><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
        '<CipherData><CipherReference URI="OEBPS/a.xhtml"/></CipherData></EncryptedData></encryption>'
    )
    return book({"a.xhtml": "\x07\x10\x99"}, extra={"META-INF/encryption.xml": encryption})


def with_password() -> bytes:
    """An archive whose files say that they are encrypted."""
    data = bytearray(book({"a.xhtml": page("<p>Words.</p>")}))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


def bomb(megabytes: int) -> bytes:
    """A book with one page of so many megabytes of nothing."""
    return book({"a.xhtml": page("<p>Words.</p>" + " " * megabytes * 1024 * 1024)})


def bombs(pages: int, kilobytes: int) -> bytes:
    """A book of many pages, none of them too large."""
    large = page("<p>Words.</p>" + "<p>a</p>" * (kilobytes * 1024 // 8))
    return book({f"p{number}.xhtml": large for number in range(pages)})


def nested_bomb() -> bytes:
    """An archive in an archive in an archive; nobody asked for what is in them."""
    inner = bomb(1)
    for level in range(5):
        inner = archive({"mimetype": "application/zip", f"inner{level}.zip": inner})
    return book({"a.xhtml": page("<p>Words beside an archive.</p>")}, extra={"OEBPS/inner.zip": inner})


def document(body: str, *, before: str = "", core: str = "", relations: str = "") -> bytes:
    """A Word document; `body` are its paragraphs."""
    kind = "http://schemas.openxmlformats.org"
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{kind}/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{kind}/package/2006/relationships"><Relationship Id="r1" '
            f'Type="{kind}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
            "</Relationships>"
        ),
        "word/document.xml": (
            f'<?xml version="1.0"?>{before}<w:document xmlns:w="{kind}/wordprocessingml/2006/main" '
            f'xmlns:r="{kind}/officeDocument/2006/relationships"><w:body>{body}</w:body></w:document>'
        ),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{kind}/package/2006/relationships">{relations}</Relationships>'
        ),
    }
    if core:
        members["docProps/core.xml"] = (
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            f"{core}</cp:coreProperties>"
        )
    return archive(members)


def paragraph(words: str, style: str = "") -> str:
    """A paragraph of a Word document."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}<w:r><w:t>{words}</w:t></w:r></w:p>"


def report() -> bytes:
    """A document as people write them, with a change that was tracked."""
    body = (
        paragraph("What the harbour costs")
        + paragraph("By Mara Quill")
        + '<w:p><w:r><w:t xml:space="preserve">The board </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>agreed</w:t></w:r>'
        '<w:del w:id="1" w:author="x"><w:r><w:delText> to nothing</w:delText></w:r></w:del>'
        '<w:ins w:id="2" w:author="x"><w:r><w:t xml:space="preserve"> to pay</w:t></w:r></w:ins></w:p>'
        + "<w:tbl>"
        + "".join(
            f"<w:tr><w:tc>{paragraph(left)}</w:tc><w:tc>{paragraph(right)}</w:tc></w:tr>"
            for left, right in (("Ward", "Homes"), ("Mill", "240"), ("Quay", "388"))
        )
        + "</w:tbl>"
    )
    core = (
        "<dc:title>What the harbour costs</dc:title><dc:creator>Mara Quill</dc:creator>"
        "<dcterms:created>2026-03-14T09:30:00Z</dcterms:created>"
    )
    return document(body, core=core)


def mail(body: bytes | str = "Words of a mail.\n", **headers: str) -> bytes:
    """A mail; a header's name has `_` for `-`."""
    said = {
        "From": "Mara Quill <mara@letters.example>",
        "Subject": "The quay",
        "Date": "Tue, 10 Mar 2026 07:00:00 +0100",
    }
    said |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\n" for name, value in said.items() if value)
    return head.encode("utf-8", "surrogateescape") + b"\n" + (body.encode() if isinstance(body, str) else body)


def nested_mail(levels: int) -> bytes:
    """A mail of parts in parts in parts."""
    opening = "".join(
        f'--b{level}\nContent-Type: multipart/mixed; boundary="b{level + 1}"\n\n' for level in range(levels)
    )
    closing = "".join(f"--b{level}--\n" for level in range(levels, -1, -1))
    body = f"{opening}--b{levels}\nContent-Type: text/plain\n\nDeep words.\n{closing}"
    return mail(body, MIME_Version="1.0", Content_Type='multipart/mixed; boundary="b0"')


def attached(*names: str, text: str = "") -> bytes:
    """A mail with files of these names attached."""
    first = f"--b\nContent-Type: text/plain\n\n{text}\n" if text else ""
    files = "".join(
        f'--b\nContent-Type: application/octet-stream\nContent-Disposition: attachment; filename="{name}"\n\nx\n'
        for name in names
    )
    return mail(f"{first}{files}--b--\n", MIME_Version="1.0", Content_Type='multipart/mixed; boundary="b"')


def mailbox() -> bytes:
    """Four mails, of which the second is encrypted and the third has no text."""
    sealed = mail("x", Content_Type='multipart/encrypted; boundary="b"', Subject="Sealed")
    second = mail("The second letter.\n\n>From here on it rains.\nFrom Monday on too.\n", Subject="Two")
    each = (mail("The first letter.\n", Subject="One"), sealed, attached("a.pdf"), second)
    return b"".join(b"From mara@letters.example Tue Mar 10 07:00:00 2026\n" + data + b"\n" for data in each)


def deep_html(levels: int) -> bytes:
    """A mail whose HTML is so many tables inside each other."""
    html = "<table><tr><td>" * levels + "Deep words." + "</td></tr></table>" * levels
    return mail(html, MIME_Version="1.0", Content_Type="text/html; charset=utf-8")


SMALL: dict[str, Callable[[], bytes]] = {
    "epub/book.epub": whole_book,
    "epub/zip_slip.epub": lambda: book(
        {"a.xhtml": page("<p>Words.</p>")},
        package({"a": "a.xhtml", "b": "../../../../etc/passwd", "c": "/etc/passwd"}),
        extra={"../../x.xhtml": page("<p>Out.</p>"), "/etc/passwd": "root", "OEBPS/..\\..\\y.xhtml": "x"},
    ),
    "epub/symlink.epub": lambda: book(
        {"a.xhtml": page("<p>Words.</p>")}, package({"a": "a.xhtml", "b": "out.xhtml"}), out="/etc/passwd"
    ),
    "epub/bomb.epub": lambda: bomb(40),
    "epub/nested_bomb.epub": nested_bomb,
    "epub/entities.epub": lambda: book(
        {"a.xhtml": page("<p>Words.</p>")}, package({"a": "a.xhtml"}, "<dc:title>&i;</dc:title>", LAUGHS + "]>")
    ),
    "epub/entities_in_a_page.epub": lambda: book({"a.xhtml": page("<p>Words &i; here.</p>", LAUGHS + "]>")}),
    "epub/external.epub": lambda: book(
        {"a.xhtml": page("<p>Words.</p>")}, package({"a": "a.xhtml"}, "<dc:title>&i;&j;</dc:title>", EXTERNAL + "]>")
    ),
    "epub/external_in_a_page.epub": lambda: book({"a.xhtml": page("<p>Words &i;&j; here.</p>", EXTERNAL + "]>")}),
    "epub/locked.epub": locked_book,
    "epub/password.epub": with_password,
    "epub/half.epub": lambda: whole_book()[:1500],
    "epub/empty.epub": lambda: b"",
    "epub/pictures.epub": lambda: book({"a.xhtml": page('<img src="a.png" alt=""/>')}),
    "epub/names.epub": lambda: book(
        {f"{'n' * 5000}.xhtml": page("<p>Words of a long name.</p>"), "con.txt": page("<p>Words of con.</p>")},
        package(
            {"a": f"{'n' * 5000}.xhtml", "b": "con.txt"},
            "<dc:title>../../x &#27;]0;owned&#7; \u202egnihsif " + "t" * 5000 + "</dc:title>"
            "<dc:creator>con.txt</dc:creator><dc:date>9999-12-31</dc:date><dc:source>javascript:alert(1)</dc:source>",
        ),
    ),
    "mail/nested.eml": lambda: nested_mail(1000),
    "mail/deep.eml": lambda: deep_html(1000),
    "mail/headers.eml": lambda: mail(
        Subject="=?utf-8?b?G10wO293bmVkByDigK5nbmloc2lmIBtbMW0=?= " + "long " * 1000,
        From='"=?utf-8?q?Mara=1B[2J_=E2=80=AEQuill?=" <mara@letters.example>',
        List_Id='"../../x" <con.txt>',
        Archived_At="<javascript:alert(1)>",
    ),
    "mail/names.eml": lambda: attached("../../etc/passwd", "con.txt", "n" * 5000, text="Words."),
    "mail/year_9999.eml": lambda: mail(Date="Fri, 31 Dec 9999 23:59:59 +0000"),
    "mail/yesterday.eml": lambda: mail(Date="yesterday", Received="by mx.example; Tue, 10 Mar 2026 07:02:11 +0100"),
    "mail/encrypted.eml": lambda: mail(
        "--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n--b\n\nx\n--b--\n",
        Content_Type='multipart/encrypted; protocol="application/pgp-encrypted"; boundary="b"',
    ),
    "mail/attachments_alone.eml": lambda: attached("a.pdf", "b.docx"),
    "mail/lying_charset.eml": lambda: mail(
        "Мост через гавань открыли во вторник, на три недели раньше срока.\n".encode("cp1251"),
        Content_Type="text/plain; charset=utf-8",
    ),
    "mail/no_such_charset.eml": lambda: mail("Größe\n".encode("cp1252"), Content_Type="text/plain; charset=x-nothing"),
    "mail/links.eml": lambda: mail(
        '<p>Words <a href="javascript:alert(1)">run</a> <a href="file:///etc/passwd">open</a>'
        '<img src="file:///etc/passwd" alt="A picture of the quay"><script>alert(1)</script></p>',
        Content_Type="text/html",
    ),
    "mail/no_mail.eml": lambda: b"Just some words.\n\nAnd more.\n",
    "mail/empty.eml": lambda: b"",
    "mail/four.mbox": mailbox,
    "docx/report.docx": report,
    "docx/entities.docx": lambda: document(paragraph("&i;"), before=LAUGHS + "]>"),
    "docx/external.docx": lambda: document(paragraph("Words &i;&j;."), before=EXTERNAL + "]>"),
    "docx/bomb.docx": lambda: document(paragraph("Words." + " " * 40 * 1024 * 1024)),
    "docx/nested.docx": lambda: document(
        "<w:tbl><w:tr><w:tc>" * 1000 + paragraph("Deep.") + "</w:tc></w:tr></w:tbl>" * 1000
    ),
    "docx/half.docx": lambda: report()[:700],
    "docx/empty.docx": lambda: b"",
    "docx/nothing.docx": lambda: document(""),
    "docx/links.docx": lambda: document(
        '<w:p><w:hyperlink r:id="a"><w:r><w:t>Run me</w:t></w:r></w:hyperlink> '
        '<w:hyperlink r:id="b"><w:r><w:t>open me</w:t></w:r></w:hyperlink></w:p>',
        relations="".join(
            f'<Relationship Id="{name}" TargetMode="External" Target="{target}" Type='
            '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/>'
            for name, target in (("a", "javascript:alert(1)"), ("b", "file:///etc/passwd"))
        ),
    ),
}
"""The archives that lie here, by their paths."""


def main() -> None:
    """Write them."""
    for path, made in (SMALL | make_pdf.SMALL).items():
        (HERE / path).parent.mkdir(exist_ok=True)
        (HERE / path).write_bytes(made())


if __name__ == "__main__":
    main()
