"""Others' annotations as w3.org/TR/annotation-model has them; ours are tested with the import."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.sources.notes.reading import form_of, passages, passed_over, read, read_all, unreadable

if TYPE_CHECKING:
    from pathlib import Path


def test_a_single_annotation_is_read_with_a_selector_that_refines_another() -> None:
    (passage,) = passages(read("w3c-single.json"))
    assert form_of("w3c-single.json") == "jsonld"
    assert (passage.quote, passage.suffix, passage.note) == ("For eleven years", " the council", "Eleven years.")
    assert (passage.article.url, passage.author) == ("https://review.example/houses", "ada")


def test_a_collection_is_read_with_bodies_and_targets_of_every_shape() -> None:
    items = read("w3c-collection.json")
    comment, tagged = passages(items)
    assert (comment.quote, comment.note, comment.id) == ("", "A bare comment", "0d4cde0e-4a3b-4b3e-9a53-f6ac3b1fd95a")
    assert (tagged.themes, tagged.note, tagged.article.title) == (("housing",), "Look & see", "Houses")
    assert (tagged.start, tagged.end) == (0, 16)
    assert len(unreadable(items)) == len(passed_over(items)) == 1


def test_words_that_only_tags_part_are_not_joined(tmp_path: Path) -> None:
    body = {"type": "TextualBody", "format": "text/html", "value": "<p>One.</p><p>Two &amp; <b>th</b>ree<br>four</p>"}
    path = tmp_path / "one.json"
    path.write_text(json.dumps({"type": "Annotation", "target": "https://review.example/a", "body": body}), "utf-8")
    (passage,) = passages(read_all(path)[0])
    assert passage.note == "One.\n\nTwo & three\n\nfour"


def test_of_what_stands_around_a_passage_the_nearest_is_kept(tmp_path: Path) -> None:
    selector = {"type": "TextQuoteSelector", "exact": "words", "prefix": f"{'a' * 5000}b", "suffix": f"c{'d' * 5000}"}
    path = tmp_path / "one.json"
    target = {"source": "https://review.example/a", "selector": selector}
    path.write_text(json.dumps({"type": "Annotation", "target": target}), "utf-8")
    (passage,) = passages(read_all(path)[0])
    assert (passage.prefix, passage.suffix) == (f"{'a' * 999}b", f"c{'d' * 999}")
