"""Looks and takes in for the dialog that adds; called in threads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import SourceError, reason
from reader.tui.adding.offers import Does
from reader.tui.adding.outcome import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future
    from threading import Event

    from reader.library import Library
    from reader.library.feeds import Subscribed
    from reader.library.values import Added, Found
    from reader.model.feed import Feed
    from reader.tui.adding.offers import Offer

    Tell = Callable[[Outcome], None]


class LibraryWorker:
    """Does it to one library. Articles come in on the thread that asks; what belongs to the saves waits its turn."""

    def __init__(
        self,
        library: Library,
        subscribe: Callable[[Callable[[], Feed]], Future[Feed]],
        import_list: Callable[[Callable[[], Subscribed]], Future[Subscribed]],
        *,
        seeks_feeds: bool = False,
    ) -> None:
        """`subscribe` and `import_list` do what they are given after all saves that were asked for before.

        `seeks_feeds`: is a page that is here already asked for the feeds that it names?
        """
        self._seeks_feeds = seeks_feeds
        self._library, self._subscribe, self._import_list = library, subscribe, import_list

    def look(self, typed: str, stop: Event) -> Found:
        """What stands behind what was typed; raises ReaderError."""
        return self._library.look_at(typed, stop, seeks_feeds=self._seeks_feeds)

    def take(self, offer: Offer, stop: Event, tell: Tell) -> Outcome:
        """Do what was offered; raises ReaderError."""
        if offer.does is Does.SUBSCRIBE:
            return self._subscribed(offer)
        if offer.does is Does.IMPORT:
            return self._imported(offer)
        return self._added(offer, stop, tell)

    def _subscribed(self, offer: Offer) -> Outcome:
        from reader.library.feeds import trust  # noqa: PLC0415 - whoever adds a file needs it not

        feeds = self._library.feeds
        known = feeds.known(offer.place)
        # Of another host the page spoke, and nobody else: it may not lead into a private network.
        is_foreign = bool(offer.named_by) and trust(offer.place) != trust(offer.named_by)
        wanted = {"trusted": ""} if is_foreign else {}
        feed = self._subscribe(lambda: feeds.add(offer.place, title=offer.title, **wanted)).result()
        return Outcome(feeds=(feed,)) if known is None else Outcome(known_feeds=1)

    def _imported(self, offer: Offer) -> Outcome:
        path = Path(offer.place).expanduser()
        try:
            data = path.read_bytes()
        except (OSError, RuntimeError) as error:
            why = reason(error) if isinstance(error, OSError) else str(error)
            raise SourceError(f"{path} cannot be read: {why}.") from error
        done = self._import_list(lambda: self._library.feeds.import_opml(data, path.name)).result()
        outcome = Outcome(
            feeds=done.new, known_feeds=done.known, troubles=done.problems, trouble_count=len(done.problems)
        )
        if done.private:
            hosts = ", ".join(done.private[:5])
            more = f" and {len(done.private) - 5:,} more" if len(done.private) > 5 else ""
            return replace(
                outcome, notice=f"Since the list names them, these of your own network are asked: {hosts}{more}."
            )
        return outcome

    def _added(self, offer: Offer, stop: Event, tell: Tell) -> Outcome:
        outcome = Outcome(total=offer.total)
        results = self._results(offer, stop)
        for result in results:
            outcome = outcome.with_result(result)
            tell(outcome)
            if stop.is_set():
                break
        return replace(outcome, is_stopped=stop.is_set())

    def _results(self, offer: Offer, stop: Event) -> Iterator[Added | SourceError]:
        from reader.library.values import Watch  # noqa: PLC0415 - only where something is added

        if not offer.place.startswith(("http://", "https://")):
            return self._library.add(Path(offer.place), watch=Watch(stop))
        from reader.sources.lists.entry import Entry  # noqa: PLC0415 - as above

        return self._library.add_pages((Entry(offer.place),), watch=Watch(stop))
