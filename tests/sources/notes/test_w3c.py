"""Others' annotations as w3.org/TR/annotation-model has them; ours are tested with the import."""

from __future__ import annotations

from tests.sources.notes.reading import form_of, passages, passed_over, read, unreadable


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
