"""The tables of the index.

Each article's id has a key that stays. The rows that belong to it, its notes and its text in full text, have keys that
begin with that key (`SHIFT`), so that a hit in full text tells its article without a look at another table.

Full text is contentless: it finds what it does not keep, so the text of a changed article cannot be taken out again.
The changed article gets a new row, and the key of the old one is kept in `dead`.
"""

from __future__ import annotations

VERSION = 3
"""A file of another version is made anew."""

SHIFT = 20
"""Bits of a key that number the notes, or the versions of the text, of one article."""

ORDERS = {
    "date": "date DESC, title_key, id",
    "added": "added DESC, title_key, id",
    "title": "title_key, id",
    "source": "source_key, title_key, id",
    "length": "words DESC, title_key, id",
    "highlights": "highlights DESC, title_key, id",
}
"""What articles are sorted by, by the name of the order; each has its index."""

_TABLES = """
CREATE TABLE identity (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE);
CREATE TABLE article (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    path TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    author TEXT NOT NULL,
    source TEXT NOT NULL,
    url TEXT NOT NULL,
    published TEXT NOT NULL,
    added TEXT NOT NULL,
    language TEXT NOT NULL COLLATE NOCASE,
    words INTEGER NOT NULL,
    text_hash TEXT NOT NULL,
    read INTEGER NOT NULL,
    starred INTEGER NOT NULL,
    position INTEGER NOT NULL,
    highlights INTEGER NOT NULL,
    themes TEXT NOT NULL,
    date TEXT NOT NULL,
    title_key TEXT NOT NULL,
    source_key TEXT NOT NULL,
    address TEXT NOT NULL,
    mtime_ns INTEGER NOT NULL,
    size INTEGER NOT NULL,
    inode TEXT NOT NULL,
    body INTEGER NOT NULL
);
CREATE INDEX article_address ON article (address) WHERE address <> '';
CREATE INDEX article_hash ON article (text_hash);
CREATE INDEX article_language ON article (language);
CREATE INDEX article_read ON article (read);
CREATE INDEX article_starred ON article (key) WHERE starred;
CREATE TABLE shard (
    key INTEGER PRIMARY KEY,
    read INTEGER NOT NULL,
    starred INTEGER NOT NULL,
    position INTEGER NOT NULL,
    highlights INTEGER NOT NULL,
    themes TEXT NOT NULL,
    mtime_ns INTEGER NOT NULL,
    size INTEGER NOT NULL,
    inode TEXT NOT NULL
);
CREATE TABLE note (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    quote TEXT NOT NULL,
    note TEXT NOT NULL,
    themes TEXT NOT NULL,
    speaker TEXT NOT NULL,
    status TEXT NOT NULL,
    start INTEGER NOT NULL
);
CREATE INDEX note_changed ON note (key) WHERE status = 'changed';
CREATE INDEX note_orphaned ON note (key) WHERE status = 'orphaned';
CREATE TABLE theme (
    folded TEXT NOT NULL,
    name TEXT NOT NULL,
    note INTEGER NOT NULL,
    PRIMARY KEY (folded, name, note)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE article_words USING fts5 (
    title, author, source, body, content = '', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE note_words USING fts5 (
    quote, note, themes, speaker, content = '', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TABLE dead (body INTEGER PRIMARY KEY);
CREATE TRIGGER body_gone AFTER DELETE ON article BEGIN INSERT INTO dead VALUES (old.body); END;
"""

STATEMENTS = (
    *filter(None, (statement.strip() for statement in _TABLES.split(";\n"))),
    *(f"CREATE INDEX article_by_{name} ON article ({columns})" for name, columns in ORDERS.items()),
    f"PRAGMA user_version = {VERSION}",
)
"""What makes a new index, in this order and in one transaction."""
