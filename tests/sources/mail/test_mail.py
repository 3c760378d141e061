"""Mails become articles: letters, newsletters, what was forwarded; hostile ones do no harm."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given as property_of
from hypothesis import settings
from hypothesis import strategies as st

from reader.errors import SourceError
from reader.sources.mail.newsletter import straight
from tests.corpus.incoming import make
from tests.sources.incoming import given, one, read


def test_a_newsletter_is_its_text_with_its_facts() -> None:
    mail = one("mail/newsletter.eml")
    facts = mail.metadata
    assert (facts.title, facts.author, facts.source) == (
        "The bridge that “never sleeps”",
        "Mara Quíll",
        "Harbour Letters",
    )
    assert mail.kind == "markdown"
    assert mail.body.startswith("# The bridge that “never sleeps”\n")  # and not with the logo above it
    assert "# The bridge that “never sleeps”\n\nThe keeper of the swing bridge has worked **every night**" in mail.body
    assert "> “You learn to hear a ship before you see it.”" in mail.body


def test_what_a_newsletter_puts_around_its_text_is_left_out() -> None:
    body = one("mail/newsletter.eml").body
    for words in ("SECRET", "browser", "A night with the keeper", "Unsubscribe", "receiving", "4 Quay Street", "©"):
        assert words not in body
    assert body.endswith("tickets at a window on the quay.\n")


def test_tables_of_figures_are_kept_and_those_that_lay_out_are_not() -> None:
    body = one("mail/newsletter.eml").body
    assert "| Night | Openings |\n| --- | --- |\n| Monday | 3 |\n| Tuesday | 11 |\n" in body
    assert body.count("|\n") == 4


def test_links_through_a_counter_lead_where_they_lead() -> None:
    assert "[the tide tables](https://tides.example/today?day=1)" in one("mail/newsletter.eml").body


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.google.com/url?q=https://a.example/b&sa=D", "https://a.example/b"),
        ("https://urldefense.com/v3/__https://a.example/b__;!!x$", "https://a.example/b"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fb&h=x", "https://a.example/b"),
        ("https://www.google.com/url?q=javascript:alert(1)", "https://www.google.com/url?q=javascript:alert(1)"),
        ("https://a.example/?url=https://b.example", "https://a.example/?url=https://b.example"),
        ("http://[", "http://["),
    ],
)
def test_only_counters_that_are_known_are_passed_by(address: str, expected: str) -> None:
    assert straight(address) == expected


def test_attachments_are_named() -> None:
    mail = one("mail/newsletter.eml")
    assert mail.metadata.other == (("attachments", "tides.pdf"),)
    assert mail.problems == ("Attachments are not taken in: tides.pdf.",)


def test_a_mail_that_was_forwarded_is_by_who_wrote_it() -> None:
    mail = one("mail/letter.eml")
    facts = mail.metadata
    assert (facts.title, facts.author) == ("Re: The minutes you asked for", "Ines Vallée")
    assert facts.published == "Tue, Mar 10, 2026 at 4:30 PM"
    assert mail.kind == "plain"


OUTLOOK = (
    "<p>FYI</p><div style='border-top:solid 1pt'><p><b>From:</b> Ines Weir &lt;ines@x.example&gt;<br>"
    "<b>Sent:</b> Tuesday, March 10, 2026 4:30 PM<br><b>To:</b> Jonas<br><b>Subject:</b> The minutes</p></div>"
    "<p>The committee decided.</p>"
)
GMAIL = (
    "<div>See this.<div class='gmail_quote'><div class='gmail_attr'>---------- Forwarded message ---------<br>"
    "From: <strong>Ines Weir</strong> <span>&lt;ines@x.example&gt;</span><br>Date: Tue, Mar 10, 2026 at 4:30 PM<br>"
    "Subject: The minutes<br>To: Jonas</div><p>The committee decided.</p></div></div>"
)


@pytest.mark.parametrize("html", [OUTLOOK, GMAIL])
def test_programs_forward_each_in_their_way(html: str) -> None:
    (mail,) = given("a.eml", make.mail(html, Content_Type="text/html", Subject="FW: The minutes"))
    assert (mail.metadata.title, mail.metadata.author) == ("The minutes", "Ines Weir")
    assert "March 10, 2026" in mail.metadata.published.replace("Mar ", "March ")
    assert mail.body.endswith("The committee decided.\n")


def test_an_answer_is_by_who_answers() -> None:
    (mail,) = given("a.eml", make.mail(OUTLOOK, Content_Type="text/html", Subject="Re: The minutes"))
    assert (mail.metadata.title, mail.metadata.author) == ("Re: The minutes", "Mara Quill")


def test_lines_that_were_parted_for_the_way_are_joined() -> None:
    body = one("mail/letter.eml").body
    assert (
        "close the old ferry landing, and to say so in May only. The minutes are attached in the reading room." in body
    )
    assert "> Is there anything in writing?\n> I would rather quote than paraphrase.\n" in body
    assert "\n--\nInes Vallée\n" in body


def test_a_mail_that_was_forwarded_as_a_file_is_that_mail() -> None:
    inner = make.mail("The words that matter.\n", Subject="Inside", From="Ines <ines@x.example>").decode()
    outer = make.mail(
        f"--b\nContent-Type: text/plain\n\nSee this.\n--b\nContent-Type: message/rfc822\n\n{inner}\n--b--\n",
        Content_Type='multipart/mixed; boundary="b"',
        Subject="Fwd: Inside",
    )
    (mail,) = given("a.eml", outer)
    assert (mail.metadata.title, mail.metadata.author) == ("Inside", "Ines")
    assert mail.body.strip() == "The words that matter."


def test_the_plain_text_is_read_where_the_html_says_nothing() -> None:
    both = make.mail(
        "--b\nContent-Type: text/plain\n\nAll of the words of the letter are here.\n"
        "--b\nContent-Type: text/html\n\n<p>See the text.</p>\n--b--\n",
        Content_Type='multipart/alternative; boundary="b"',
    )
    (mail,) = given("a.eml", both)
    assert (mail.kind, mail.body.strip()) == ("plain", "All of the words of the letter are here.")


def test_a_sentence_about_unsubscribing_is_kept_where_it_leads_nowhere() -> None:
    html = "<p>How to unsubscribe from everything is the title of her book.</p>" + "<p>It is long.</p>" * 5
    (mail,) = given("a.eml", make.mail(html, Content_Type="text/html"))
    assert mail.body.startswith("How to unsubscribe from everything")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("mail/lying_charset.eml", "Мост через гавань открыли во вторник, на три недели раньше срока."),
        ("mail/no_such_charset.eml", "Größe"),
    ],
)
def test_a_mail_that_lies_about_its_encoding_is_read_all_the_same(path: str, text: str) -> None:
    mail = one(path)
    assert mail.body.strip() == text
    assert "Not valid UTF-8" in mail.problems[0]


def test_what_a_head_says_is_clean_lines() -> None:
    facts = one("mail/headers.eml").metadata
    assert facts.title.startswith("\ufffd]0;owned\ufffd gnihsif \ufffd[1m long long")
    assert len(facts.title) <= 500
    assert (facts.author, facts.source, facts.url) == ("Mara\ufffd[2J Quill", "../../x", "")


def test_names_of_attachments_are_words_and_nothing_else() -> None:
    names = dict(one("mail/names.eml").metadata.other)["attachments"]
    assert names.startswith("../../etc/passwd, con.txt, nnn")
    assert len(names) == 500


@pytest.mark.parametrize(
    ("path", "published", "said"),
    [
        ("mail/year_9999.eml", "", "Fri, 31 Dec 9999 23:59:59 +0000"),
        ("mail/yesterday.eml", "Tue, 10 Mar 2026 07:02:11 +0100", "yesterday"),
    ],
)
def test_a_date_that_cannot_be_is_none(path: str, published: str, said: str) -> None:
    mail = one(path)
    assert mail.metadata.published == published
    assert mail.problems == (f"“{said}” is no date of a mail: left out.",)


def test_links_of_a_mail_lead_into_the_web_alone() -> None:
    assert one("mail/links.eml").body == "Words run open\\[Image: A picture of the quay\\]\n"


def test_html_nested_1000_deep_is_read_for_its_words() -> None:
    assert one("mail/deep.eml").body == "Deep words.\n"


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("mail/nested.eml", r"is nested too deep to be read"),
        ("mail/encrypted.eml", r"is encrypted\. Save it decrypted"),
        ("mail/attachments_alone.eml", r"has no text, only attachments: a\.pdf, b\.docx\.$"),
        ("mail/no_mail.eml", r"is no mail"),
    ],
)
def test_what_cannot_be_read_says_why(path: str, why: str) -> None:
    with pytest.raises(SourceError, match=why):
        read(path)


def test_parts_without_number_are_not_all_read() -> None:
    parts = "".join(f"--b\nContent-Type: text/plain\n\nWord{number}.\n" for number in range(1500))
    (mail,) = given("a.eml", make.mail(f"{parts}--b--\n", Content_Type='multipart/mixed; boundary="b"'))
    assert "Word900." in mail.body
    assert "Word1400." not in mail.body
    assert mail.problems == ("It has more parts than are read: the rest was left out.",)


@settings(deadline=None)
@property_of(st.binary(max_size=400))
def test_any_bytes_are_a_mail_or_refused(data: bytes) -> None:
    for content in (data, make.mail(data), make.mail(data, Content_Type="text/html")):
        with suppress(SourceError):
            given("a.eml", content)
