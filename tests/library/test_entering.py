"""Laws of what feeds bring: whatever they do to ids, addresses, texts and order, an entry is one article."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.library import Library
from reader.library.asking import Answer
from reader.library.entering import Entering
from reader.model.feed import FeedState
from reader.sources.feeds import parsing
from reader.sources.raw import Raw
from tests.conftest import START
from tests.library.feeding import Item, rss

STORIES = [
    Item(f"urn:{n}", f"Story {n}", f"What story {n} tells is told by nobody else.", f"https://paper.example/{n}")
    for n in range(5)
]

edits = st.sampled_from(["none", "words", "title", "id", "address", "no id", "no address", "tracking"])
editions = st.lists(st.tuples(st.integers(0, 4), edits), min_size=1, max_size=6)
steps = st.lists(st.one_of(editions, st.integers(0, 4)), min_size=1, max_size=7)


@dataclass
class Paper:
    """A paper that edits its stories, each of what tells them apart now and then, but never all at once."""

    stories: list[Item] = field(default_factory=lambda: list(STORIES))
    edits: int = 0

    def edited(self, number: int, edit: str) -> Item:
        self.edits += 1
        story = self.stories[number]
        match edit:
            case "words":
                story = story._replace(words=f"{STORIES[number].words} Edited {self.edits} times.")
            case "title":
                story = story._replace(title=f"Story {number}, take {self.edits}")
            case "id":
                story = story._replace(key=f"urn:{number}:{self.edits}")
            case "address":
                story = story._replace(link=f"https://paper.example/{number}/{self.edits}")
        self.stories[number] = story
        match edit:
            # What is left out comes back with the next edition.
            case "no id":
                return story._replace(key="")
            case "no address":
                return story._replace(link="")
            case "tracking":
                return story._replace(link=f"{story.link}?utm_source={self.edits}")
        return story


@settings(max_examples=8)
@given(steps)
def test_a_story_is_one_article_and_a_deleted_one_stays_away(steps: list[list[tuple[int, str]] | int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder) / "library", clock=lambda: START)
        library.refresh()
        feed = library.feeds.add("https://paper.example/feed", title="The Paper")
        paper, deleted = Paper(), set[int]()
        came: dict[int, str] = {}
        for step in steps:
            if isinstance(step, int):
                if step in came and step not in deleted:
                    library.trash.put([came[step]])
                    deleted.add(step)
                continue
            numbers = dict(step)
            items = [paper.edited(number, edit) for number, edit in numbers.items()]
            document = parsing.parse(Raw(rss(*items), "feed", feed.url), library.entries.known(feed.id).said)
            answer = Answer(feed, FeedState(), document=document, known=library.entries.known(feed.id))
            before = {listing.article.id for listing in library.listings()}
            done = Entering(library).enter(answer, lambda: False)
            new = {listing.article.id for listing in library.listings()} - before
            fresh = [number for number in numbers if number not in came]
            assert done.new == len(new) == len(fresh)
            for listing in library.listings():
                if listing.article.id in new:
                    number = int(listing.article.title.removeprefix("Story ").partition(",")[0])
                    came[number] = listing.article.id
            for number, item in zip(numbers, items, strict=True):
                if number not in deleted:
                    text = library.text_of(came[number]).plain
                    assert text == item.words
                    assert library.listing(came[number]).article.title == item.title
        assert {listing.article.id for listing in library.listings()} == {came[n] for n in came.keys() - deleted}
        library.close()
