"""Mailboxes are parted into mails, line by line."""

from __future__ import annotations

import io

import pytest
from hypothesis import given as property_of
from hypothesis import strategies as st

from reader.errors import SourceError
from reader.sources import mbox
from reader.sources.mbox import lines, mails
from reader.sources.raw import Raw
from tests.corpus.incoming import make
from tests.sources.incoming import given, raw, read

_FROM = b"From mara@letters.example Tue Mar 10 07:00:00 2026\n"


def parted(data: bytes) -> list[Raw | SourceError]:
    return list(mails(lines(io.BytesIO(data)), "a.mbox"))


def test_each_mail_of_a_mailbox_is_an_article_and_a_broken_one_stops_none() -> None:
    first, second = read("mail/four.mbox")
    assert (first.metadata.title, second.metadata.title) == ("One", "Two")
    assert second.body == "The second letter.\n\nFrom here on it rains.\nFrom Monday on too.\n\n"


def test_mails_are_called_by_their_numbers() -> None:
    found = parted(raw("mail/four.mbox").data)
    assert [each.name for each in found if isinstance(each, Raw)] == [f"mail {n} of a.mbox" for n in (1, 2, 3, 4)]


@pytest.mark.parametrize("data", [b"", b"words\n", b"From words that begin a sentence\n\nmore\n"])
def test_what_is_no_mailbox_says_so(data: bytes) -> None:
    (error,) = parted(data)
    assert "is no mailbox" in str(error)
    with pytest.raises(SourceError, match=r"is no mailbox"):
        given("a.mbox", data)


def test_a_mail_that_is_too_large_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "MOST", 500)
    data = _FROM + make.mail("word " * 200) + b"\n" + _FROM + make.mail("Short.\n")
    error, mail = parted(data)
    assert "mail 1 of a.mbox is too large" in str(error)
    assert isinstance(mail, Raw)


def test_a_line_without_end_is_read_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mbox, "_LINE", 16)
    (mail,) = parted(_FROM.replace(b"letters.example", b"x") + b"Subject: x\n\n" + b"y" * 1000)
    assert isinstance(mail, SourceError) or mail.data.endswith(b"y" * 1000)


@property_of(st.lists(st.text(st.characters(codec="ascii", exclude_characters="\r\x0c"), max_size=80), max_size=5))
def test_a_mailbox_gives_its_mails_back(texts: list[str]) -> None:
    bodies = [make.mail(text + "\n") for text in texts]
    data = b"".join(_FROM + body.replace(b"\nFrom ", b"\n>From ") + b"\n" for body in bodies)
    found = [each.data for each in parted(data) if isinstance(each, Raw)]
    assert [each.rstrip() for each in found] == [body.replace(b"\n>From ", b"\nFrom ").rstrip() for body in bodies]
