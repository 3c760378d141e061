"""Who said it: the quotation is the one that holds ‸; what is asked for is precision."""

import pytest

from reader.model.span import Span
from reader.text.compile import compile_text
from reader.text.speakers import speaker

SAID = [
    ("“The bridge ‸is closed,” said Ana Ruiz.", "Ana Ruiz"),
    ("“The bridge ‸is closed,” Ana Ruiz said.", "Ana Ruiz"),
    ("“The bridge ‸is closed,” Ana Ruiz, the mayor, said on Tuesday.", "Ana Ruiz"),
    ("“The bridge ‸is closed,” the mayor, Ana Ruiz, said.", "Ana Ruiz"),
    ("“The bridge ‸is closed,” said the mayor, Ana Ruiz.", "Ana Ruiz"),
    ("“The bridge ‸is closed,” said curator Petra Lindqvist.", "Petra Lindqvist"),
    ("“The bridge ‸is closed,” curator Petra Lindqvist said.", "Petra Lindqvist"),
    ("“The bridge ‸is closed,” said Ana Ruiz, who runs the ferry.", "Ana Ruiz"),
    ("“The bridge ‸is closed,” said Ana Ruiz of the harbour board.", "Ana Ruiz"),
    ("“The bridge ‸is closed,” said Dr. Ana Ruiz in a letter.", "Dr. Ana Ruiz"),
    ("“Is it ‸closed?” asked Mr Ferrier.", "Mr Ferrier"),
    ("“Is it ‸closed?” Ferrier asked.", "Ferrier"),
    ("Ana Ruiz said: “The bridge ‸is closed.”", "Ana Ruiz"),
    ("Ana Ruiz, the mayor, said: “The bridge ‸is closed.”", "Ana Ruiz"),
    ("On Tuesday, Ana Ruiz told reporters: “The bridge ‸is closed.”", "Ana Ruiz"),
    ("Nothing moved. Ana Ruiz told the board, “The bridge ‸is closed.”", "Ana Ruiz"),
    ("Curator Petra Lindqvist added: “It ‸rings.”", "Petra Lindqvist"),
    ("According to Ana Ruiz, “the bridge ‸is closed”.", "Ana Ruiz"),
    ("“The bridge ‸is closed”, according to Ana Ruiz.", "Ana Ruiz"),
    ("Ana Ruiz: “The bridge ‸is closed.”", "Ana Ruiz"),
    ("RUIZ: “The bridge ‸is closed.”", "RUIZ"),
    ("“I have a shower,” said Rosa Achter. “It was ‸put in for me.”", "Rosa Achter"),
    ("“I have ‸a shower,” said Rosa Achter. “It was put in for me.”", "Rosa Achter"),
    ("“We count,” said Jan van der Meer. “And ‸we count again.”", "Jan van der Meer"),
    ("“It is ‸late,” said Philippa O’Noor.", "Philippa O’Noor"),
    ("“It is ‸late,” wrote Marta Oliveira-Brandt after the vote.", "Marta Oliveira-Brandt"),
    ("„Die Brücke ‸ist zu“, sagte Anna Ruhland.", "Anna Ruhland"),
    ("Anna Ruhland sagte: „Die Brücke ‸ist zu.“", "Anna Ruhland"),
    ("« Le pont ‸est fermé », a déclaré Anne Roux.", "Anne Roux"),
    ("« Le pont ‸est fermé », selon Anne Roux.", "Anne Roux"),
    ("«El puente ‸está cerrado», dijo Ana Ruiz.", "Ana Ruiz"),
    ("“桥‸已经关了。”王小明说。", "王小明"),
    ("王小明说：“桥‸已经关了。”", "王小明"),
    ("「橋‸は閉まった」と田中さんは述べた。", "田中さん"),
    ("田中氏は「橋‸は閉まった」と述べた。", "田中氏"),
]

NOBODY = [
    "“The bridge ‸is closed,” she said.",
    "“The bridge ‸is closed,” the mayor said.",
    "“The bridge ‸is closed,” said the mayor of Port Alder.",
    "“The bridge ‸is closed,” said the Dunmore council.",
    "“The bridge ‸is closed,” said Dunmore council.",
    "“The bridge ‸is closed.” Ana Ruiz said nothing more.",
    "“The bridge ‸is closed.”",
    "The sign said “closed”, and ‸Ana Ruiz went home.",
    "Asked about it, she said: “The bridge ‸is closed.”",
    "Nobody said: “The bridge ‸is closed.”",
    "“The bridge ‸is closed,” said Ana Ruiz and Bo Lind.",
    "Ana Ruiz and Bo Lind said: “The bridge ‸is closed.”",
    "Ana Ruiz read the so-called “open ‸letter” twice.",
    "The “night ‸boat” sails at ten, said the captain.",
    "Ana Ruiz left. “The bridge ‸is closed.” Bo Lind stayed.",
    "On Tuesday said: “The bridge ‸is closed.”",
    "“One.” Ana Ruiz said so. “The bridge ‸is closed.”",
    "“The bridge ‸is closed,” said Bishop of Alder.",
    "“桥‸已经关了。”他说。",
    "市长说：“桥‸已经关了。”",
    "„Die Brücke ‸ist zu“, sagte er.",
    "« Le pont ‸est fermé », a-t-elle dit.",
]


def said(source: str) -> str:
    at = source.index("‸")
    text = compile_text(source.replace("‸", ""), "markdown")
    offset = text.plain.index(source[at + 1 : at + 5])
    return speaker(text, Span(offset, offset + 1))


@pytest.mark.parametrize(("source", "expected"), SAID)
def test_the_speaker_is_who_the_text_says_it_is(source: str, expected: str) -> None:
    assert said(source) == expected


@pytest.mark.parametrize("source", NOBODY)
def test_where_the_text_does_not_say_nobody_is_guessed(source: str) -> None:
    assert said(source) == ""


def test_nobody_is_looked_for_in_tables_and_in_endless_paragraphs() -> None:
    table = compile_text("| who | what |\n|---|---|\n| Ana Ruiz said | “closed” |", "markdown")
    at = table.plain.index("closed")
    assert speaker(table, Span(at, at + 6)) == ""
    endless = compile_text("“The bridge is closed,” said Ana Ruiz. " + "It rained. " * 9000, "markdown")
    assert speaker(endless, Span(1, 10)) == ""


def test_words_beyond_the_quotation_are_nobodys() -> None:
    text = compile_text("“The bridge is closed,” said Ana Ruiz.", "markdown")
    assert speaker(text, Span(0, 30)) == ""
