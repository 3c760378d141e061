"""Articles, highlights and themes as JSON: the keys that scripts rely on."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from reader.library.trashing import DeletedNote
    from reader.library.values import FeedListing, FeedStep
    from reader.model.annotation import Highlight
    from reader.model.article import Listing
    from reader.model.theme import ThemeUse
    from reader.store.replay import Step
    from reader.store.trash import Trashed


def article(listing: Listing) -> dict[str, object]:
    """What the list knows of an article."""
    about = listing.article
    return {
        "id": about.id,
        "title": about.title,
        "author": about.author,
        "source": about.source,
        "url": about.url,
        "published": about.published,
        "added": about.added,
        "words": about.words,
        "language": about.language,
        "read": listing.state.read,
        "starred": listing.state.starred,
        "highlights": listing.highlights,
        "themes": list(listing.themes),
        "path": about.path,
    }


def highlight(listing: Listing, given: Highlight, wordings: Sequence[str] = ()) -> dict[str, object]:
    """A highlight with its place: code points of the article's canonical text, null when it is orphaned.

    `now` is what the article says there, where that is not what was quoted; else null. `wordings` are others of its
    note, which wait for a decision; most have none.
    """
    annotation = given.annotation
    quote = annotation.target.quote
    return {
        "id": annotation.id,
        "article_id": listing.article.id,
        "article_title": listing.article.title,
        "quote": quote.exact,
        "prefix": quote.prefix,
        "suffix": quote.suffix,
        "start": given.span.start if given.span else None,
        "end": given.span.end if given.span else None,
        "status": str(given.status),
        "themes": list(annotation.themes),
        "note": annotation.note,
        "speaker": annotation.speaker,
        "color": annotation.color,
        "created": _time(annotation.created),
        "modified": _time(annotation.modified),
        "motivation": str(annotation.motivation),
        "now": given.now or None,
        "formerly": list(annotation.formerly),
        **({"other_notes": list(wordings)} if wordings else {}),
    }


def theme(use: ThemeUse) -> dict[str, object]:
    """A theme and how much it is used."""
    return {
        "name": use.theme.name,
        "color": use.theme.color,
        "description": use.theme.description,
        "highlights": use.highlights,
        "articles": use.articles,
    }


def trashed(found: Trashed | DeletedNote) -> dict[str, object]:
    """What was thrown away: an article with its notes, or a note."""
    from reader.store.trash import Trashed  # noqa: PLC0415 - other listings show nothing of it

    if isinstance(found, Trashed):
        about = found.about
        return {
            "kind": "article",
            "id": about.id,
            "article_id": about.id,
            "article_title": about.title,
            "trashed": _time(found.at),
            "notes": found.notes,
            "quote": "",
            "note": "",
            "path": about.path,
        }
    annotation = found.annotation
    return {
        "kind": "note",
        "id": annotation.id,
        "article_id": annotation.target.article,
        "article_title": found.title,
        "trashed": _time(found.at),
        "notes": 0,
        "quote": annotation.target.quote.exact,
        "note": annotation.note,
        "path": "",
    }


def operation(step: Step, titles: Mapping[str, str]) -> dict[str, object]:
    """What was done in one go, and to which articles."""
    done = step.operation
    articles = dict.fromkeys(change.article for change in done.changes if change.article)
    return {
        "id": done.id,
        "at": _time(done.at),
        "label": done.label,
        "undone": step.is_undone,
        "kinds": list(dict.fromkeys(change.kind for change in done.changes)),
        "changes": len(done.changes),
        "articles": [{"id": article_id, "title": titles.get(article_id, "")} for article_id in articles],
    }


def feed(listing: FeedListing) -> dict[str, object]:
    """A subscription, and how it is."""
    about, state = listing.feed, listing.state
    return {
        "id": about.id,
        "title": about.title,
        "url": about.url,
        "folder": about.folder,
        "site": about.site,
        "interval": about.interval,
        "keep": about.keep,
        "query": about.query,
        "whole": about.whole,
        "paused": about.paused,
        "added": about.added,
        "articles": listing.articles,
        "unread": listing.unread,
        "checked": state.checked or None,
        "changed": state.changed or None,
        "failures": state.failures,
        "failing_since": state.failing_since or None,
        "error": state.error or None,
        "gone": state.gone,
        "dead": listing.is_dead,
    }


def feed_step(step: FeedStep) -> dict[str, object]:
    """What became of a feed that was asked."""
    return {
        "id": step.feed.id,
        "title": step.feed.title,
        "url": step.feed.url,
        "what": step.what,
        "new": step.new,
        "updated": step.updated,
        "message": step.message or None,
    }


def _time(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="milliseconds")
