"""The HTML of mails: what is there for the sender's sake, or for programs of 1999, is taken out of its tree.

That are pixels that report that the mail was opened, words that are hidden, tables that only lay out, addresses that
lead through somebody's counter (where they name their goal), and the lines about unsubscribing, which would give away
the one who shares the article.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from lxml import etree

from reader.sources.html.parsing import tree
from reader.sources.metadata import is_address
from reader.sources.pictured import described

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|(?<![-\w])(?:max-height|font-size|opacity)\s*:\s*0(?:px|pt|%|em)?\s*(?:;|!|\Z)",
    re.IGNORECASE,
)
_PIXEL = re.compile(
    r"/(?:open|track(?:ing)?|beacon|pixel|impression|wf/open|o|e/o|ss/o)(?:[/.?_]|\Z)|[?&](?:open|pixel)=|(?:pixel|spacer|blank|1x1)\.(?:gif|png)",
    re.IGNORECASE,
)
_SMALL = re.compile(r"\s*[0-3](?:px)?\s*")
_SMALL_STYLE = re.compile(r"(?<![-\w])(?:width|height)\s*:\s*[0-3](?:px)?\s*(?:;|!|\Z)", re.IGNORECASE)
_RULED = re.compile(r"border(?:-\w+)?\s*:\s*(?!0|none)[^;]*(?:solid|1|2)|msotable", re.IGNORECASE)
_HEADINGS = frozenset({"h1", "h2", "h3"})
_UNSPOKEN = frozenset({"style", "script", "title", "head"})
_TABLE = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "center"})
_BLOCKS = frozenset(
    {
        "p",
        "div",
        "td",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "pre",
        "tr",
        "table",
        "ul",
        "ol",
        "section",
    }
)

_LEAVE = re.compile(
    r"unsubscri|opt[- ]?out"
    r"|(?:manage|update|change|edit) (?:your )?(?:e?-?mail )?(?:preferences|subscription|profile|settings)"
    r"|(?:view|read|open|see)(?: this| it)?.{0,30}(?:in (?:your |a |the )?(?:web )?browser|online|on the web)"
    r"|web version"
    r"|abmelden|abbestellen|austragen|im browser|online(?:-?version| ansehen| lesen)"
    r"|désinscri|désabonn|dans (?:votre|le) navigateur|version en ligne|gérer (?:vos|mes) préférences"
    r"|dar(?:se|me|te)? de baja|en (?:el|tu|su) navegador"
    r"|cancelar (?:la |tu |su |a |sua )?(?:suscripción|inscrição|subscrição|assinatura)"
    r"|annulla (?:l['’])?iscrizione|cancella(?:ti|rsi)|disiscri|nel browser|no navegador"
    r"|uitschrijven|afmelden|in (?:je|uw) browser|avprenumerera|avregistrera|afmeld|meld deg av"
    r"|wypisz|anuluj subskrypcj"
    r"|odhlásit|отписаться|відписатися|配信停止|購読解除|退订|取消订阅|取消訂閱|수신거부",
    re.IGNORECASE,
)
"""What a link says that leads out of a mailing list, or to the same thing in a browser."""

_LEAVE_ADDRESS = re.compile(
    r"unsub|opt-?out|list-manage|/preferences|email-?settings|abmeld|desinscri|desabonn", re.IGNORECASE
)
_SMALL_PRINT = re.compile(
    r"©|\(c\) \d{4}|copyright|all rights reserved|alle rechte vorbehalten|tous droits réservés"
    r"|you(?:'|’)?(?: a)?re receiving this|you received this|this e?-?mail was sent|was sent to|why did i get this"
    r"|add us to your|privacy policy|terms of (?:use|service)"
    r"|sie erhalten diese|vous recevez ce|recib(?:es|e|iste) este|ricevi questa|u ontvangt deze"
    r"|impressum|datenschutz|p\.? ?o\.? box|forward(?:ed)? (?:this|to a friend)",
    re.IGNORECASE,
)
_LONG = 600
"""Characters of a line about unsubscribing, and of what stands below one, at most."""

_SHORT = 240


def cleaned(html: str) -> HtmlElement:
    """The tree of a mail without what is not its text."""
    root = tree(html)
    for each in list(root.iter("img")):
        if _is_pixel(each):
            each.drop_tree()
    for each in list(root.iter()):
        if _is_hidden(each) and each.getparent() is not None and each.tag not in {"html", "body"}:
            each.drop_tree()
    for each in list(root.iter("table")):
        if not _is_data(each):
            _lay_out(each)
    _drop_small_print(root)
    for link in root.iter("a"):
        link.set("href", straight(link.get("href") or ""))
    described(root)
    return root


def begin_with(root: HtmlElement, title: str) -> None:
    """Where a mail begins with pictures alone and then says its title, let it begin with that."""
    pictures = []
    for each in root.iter():
        if each.tag == "img":
            pictures.append(each)
        if each.tag in _HEADINGS and " ".join(each.text_content().split()).casefold() == title.casefold():
            break
        if each.tag not in _UNSPOKEN and (
            (each.text or "").strip() or (each.tag == "img" and (each.tail or "").strip())
        ):
            return
    else:
        return
    for picture in pictures:
        picture.drop_tree()


def lines(root: HtmlElement) -> str:
    """The words of a mail, a line for each of its blocks."""
    return "\n".join(" ".join(each.split()) for each in _spoken(root).split("\n"))


def straight(address: str) -> str:
    """Where an address leads that passes through a counter, where it names that; else as it is."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").casefold()
    except ValueError:
        return address
    found = ""
    if host.endswith("safelinks.protection.outlook.com"):
        found = parse_qs(parts.query).get("url", [""])[0]
    elif host == "www.google.com" and parts.path == "/url":
        asked = parse_qs(parts.query)
        found = (asked.get("q") or asked.get("url") or [""])[0]
    elif host.endswith("facebook.com") and parts.path == "/l.php":
        found = parse_qs(parts.query).get("u", [""])[0]
    elif host.startswith("urldefense.") and (named := re.search(r"/v3/__(https?:/{1,2}.+?)__;", address)):
        found = re.sub(r"^(https?:)/(?!/)", r"\1//", unquote(named[1]))
    return found if is_address(found) else address


def _is_pixel(image: HtmlElement) -> bool:
    sizes = (image.get("width") or "", image.get("height") or "")
    if any(size and _SMALL.fullmatch(size) for size in sizes):
        return True
    return bool(_SMALL_STYLE.search(image.get("style") or "")) or (
        not (image.get("alt") or "").strip() and bool(_PIXEL.search(image.get("src") or ""))
    )


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    return bool(style and _HIDDEN.search(style)) or element.get("hidden") is not None


def _is_data(table: HtmlElement) -> bool:
    """Does a table show figures, and not only put things beside each other?"""
    if (table.get("role") or "").casefold() in {"presentation", "none"} or next(
        table.iterdescendants("table"), None
    ) is not None:
        return False
    if next(table.iter("th"), None) is not None:
        return True
    border = (table.get("border") or "0").strip()
    cells = islice(table.iter("td"), 12)
    styles = " ".join(
        [table.get("style") or "", table.get("class") or "", *(cell.get("style") or "" for cell in cells)]
    )
    return (border.isdigit() and int(border) > 0) or bool(_RULED.search(styles))


def _lay_out(table: HtmlElement) -> None:
    """Let what only lays out be nothing but blocks; those of tables inside stay what they are."""
    table.tag = "div"
    waiting = [*table]
    while waiting:
        each = waiting.pop()
        if each.tag == "table":
            continue
        if each.tag in _TABLE:
            each.tag = "div"
            waiting += [*each]


def _drop_small_print(root: HtmlElement) -> None:
    """Take out the lines that lead out of the list, and the small print around the last of them."""
    blocks = [(each, " ".join(each.text_content().split())) for each in _leaves(root)]
    blocks = [(each, words) for each, words in blocks if words]
    leading = [place for place, (each, words) in enumerate(blocks) if len(words) < _LONG and _leads_out(each)]
    doomed = {*leading}
    if leading and leading[-1] >= len(blocks) / 2:
        first = last = leading[-1]
        rest = blocks[last + 1 :]
        if sum(len(words) for _, words in rest) < _LONG and all(len(words) < _SHORT for _, words in rest):
            doomed.update(range(last + 1, len(blocks)))
        while first > 0 and (first - 1 in doomed or _is_small_print(blocks[first - 1][1])):
            first -= 1
            doomed.add(first)
    for place in doomed:
        element = blocks[place][0]
        if element.getparent() is not None and element.tag != "body":
            element.drop_tree()


def _is_small_print(words: str) -> bool:
    return len(words) < _LONG and _SMALL_PRINT.search(words) is not None


def _leads_out(block: HtmlElement) -> bool:
    return any(
        _LEAVE.search(link.text_content()[:_SHORT]) or _LEAVE_ADDRESS.search((link.get("href") or "")[:2000])
        for link in block.iter("a")
    )


def _leaves(root: HtmlElement) -> Iterator[HtmlElement]:
    """The blocks without a block inside, in their order."""
    holding: set[HtmlElement] = set()
    found = [each for each in root.iter() if each.tag in _BLOCKS]
    for each in found:
        above = each.getparent()
        while above is not None and above not in holding:
            holding.add(above)
            above = above.getparent()
    return (each for each in found if each not in holding)


def _spoken(root: HtmlElement) -> str:
    pieces: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, each in walk:
        is_apart = each.tag in _BLOCKS or each.tag == "br"
        if event == "start":
            if each.tag in _UNSPOKEN or not isinstance(each.tag, str):
                walk.skip_subtree()
                continue
            pieces += ["\n" if is_apart else "", (each.text or "").replace("\n", " ")]
        elif each is not root:
            pieces += ["\n" if is_apart else "", (each.tail or "").replace("\n", " ")]
    return "".join(pieces)
