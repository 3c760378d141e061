"""One SQLite file that may be thrown away: it is made anew when something is wrong with it."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from reader.index.schema import STATEMENTS, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

T = TypeVar("T")

PATIENCE = 5.0
"""Seconds to wait for another program that is writing."""

MAX_DEAD = 1_000
"""Dead rows from which on a file is made anew, when there are also more of them than articles."""

HOLD = 0.5
"""Seconds after which the changes of a batch are committed, so that other programs need not wait for its end."""

ATTEMPTS = 50
"""How often to ask for the turn that a new file's first user takes from others who come at the same time."""

_CURABLE = {
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_SCHEMA,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_NOTADB,
}
"""What a new file cures. A lock, a full or a read-only disk it would meet again."""


_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_NOTADB}


class Database:
    """A connection that any thread may use, and that replaces its file where that is damaged.

    Where there can be no file (a read-only or full disk, or another program that does not let go), it lives in memory.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.is_stale = False
        """Was it made anew, so that nothing is in it until everything is read again?"""

        self.was_damaged = False
        """Was it made anew because it could not be read?"""

        self.losses = 0
        """How often it lost what was in it since it was opened."""

        self._lock = threading.RLock()
        self._batches = 0
        self._begun = 0.0
        try:
            self._connection, self.is_stale = _open(path)
        except sqlite3.DatabaseError as error:
            self._connection = self._made_anew(error)

    def close(self) -> None:
        """Commit, and let go of the file."""
        with self._lock:
            # What cannot be written any more is read again from its file at the next start.
            with suppress(sqlite3.Error):
                self._connection.commit()
            self._connection.close()

    def renew(self) -> None:
        """Begin again with an empty file."""
        with self._lock:
            self._connection.close()
            self._connection = self._made_anew(sqlite3.DatabaseError("not wanted any more"))

    def read(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """The rows that `sql` selects."""
        return self._attempt(lambda connection: connection.execute(sql, parameters).fetchall())

    def change(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Let `work` write, all or nothing; it is called again, on an empty file, where the file was damaged."""
        return self._attempt(lambda connection: self._written(connection, work))

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Commit the changes within together, which is faster; others may read and write meanwhile."""
        with self._lock:
            self._batches += 1
        try:
            yield
        finally:
            with self._lock:
                self._batches -= 1
                if not self._batches:
                    self._attempt(lambda connection: connection.commit())

    def _attempt(self, work: Callable[[sqlite3.Connection], T]) -> T:
        with self._lock:
            try:
                return work(self._connection)
            except sqlite3.ProgrammingError:
                raise
            except sqlite3.DatabaseError as error:
                with suppress(sqlite3.Error):
                    self._connection.close()
                self._connection = self._made_anew(error)
                return work(self._connection)

    def _written(self, connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
        if not connection.in_transaction:
            connection.execute("BEGIN IMMEDIATE")
            self._begun = time.monotonic()
        try:
            result = work(connection)
            if not self._batches or time.monotonic() - self._begun >= HOLD:
                connection.commit()
        except BaseException:
            # What was written with it is read again later: its stamps are gone too.
            with suppress(sqlite3.Error):
                connection.rollback()
            raise
        return result

    def _made_anew(self, error: sqlite3.DatabaseError) -> sqlite3.Connection:
        """An empty file in place of the one that failed, or an empty memory where a new file would fail too."""
        self.is_stale = True
        self.losses += 1
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        self.was_damaged = self.was_damaged or code in _DAMAGED
        if code in _CURABLE:
            with suppress(OSError, sqlite3.DatabaseError):
                for suffix in ("", "-wal", "-shm"):
                    self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)
                return _open(self.path)[0]
        return _open(":memory:")[0]


def _open(path: Path | str) -> tuple[sqlite3.Connection, bool]:
    """A connection to the file at `path`, and whether the file is new; raises DatabaseError for one of another kind."""
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
    try:
        is_new = _version(connection) != VERSION and _create(connection)
        _refuse_worn(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        connection.close()
        raise
    return connection, is_new


def _create(connection: sqlite3.Connection) -> bool:
    """Make the tables; false when another program has just made them."""
    _write_ahead(connection)
    connection.execute("BEGIN IMMEDIATE")
    if _version(connection) == VERSION:
        connection.rollback()
        return False
    if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise sqlite3.DatabaseError("made by another version")
    for statement in STATEMENTS:
        connection.execute(statement)
    connection.commit()
    return True


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers go on beside a writer.

    SQLite does not wait for its turn to set this, as it does for all else: so we wait for the turn to write, and retry.
    """
    for _ in range(ATTEMPTS):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            connection.execute("BEGIN IMMEDIATE")
            connection.rollback()
        else:
            return


def _refuse_worn(connection: sqlite3.Connection) -> None:
    """Raise DatabaseError when more in the file is dead than alive, which makes it slow and large."""
    (dead,) = connection.execute("SELECT count(*) FROM dead").fetchone()
    if dead > MAX_DEAD and dead > connection.execute("SELECT count(*) FROM article").fetchone()[0]:
        raise sqlite3.DatabaseError("worn out")


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)
