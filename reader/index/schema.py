"""The tables of the index.

Full text is contentless, so a row of `article_words` cannot be taken out without its text: a changed article gets a new
key, and what was indexed under the old one finds nothing any more (`worn` counts these rows).
"""

from __future__ import annotations

VERSION = 1
"""Another version in a file means that it is made anew."""

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
CREATE TABLE article (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
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
    mtime_ns INTEGER NOT NULL,
    size INTEGER NOT NULL,
    inode TEXT NOT NULL
);
CREATE INDEX article_url ON article (url) WHERE url <> '';
CREATE INDEX article_hash ON article (text_hash);
CREATE INDEX article_starred ON article (key) WHERE starred;
CREATE INDEX article_read ON article (read);
CREATE TABLE shard (
    article_id TEXT PRIMARY KEY,
    read INTEGER NOT NULL,
    starred INTEGER NOT NULL,
    position INTEGER NOT NULL,
    highlights INTEGER NOT NULL,
    themes TEXT NOT NULL,
    mtime_ns INTEGER NOT NULL,
    size INTEGER NOT NULL,
    inode TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE note (
    key INTEGER PRIMARY KEY,
    article_id TEXT NOT NULL,
    id TEXT NOT NULL,
    quote TEXT NOT NULL,
    note TEXT NOT NULL,
    themes TEXT NOT NULL,
    speaker TEXT NOT NULL,
    status TEXT NOT NULL,
    start INTEGER NOT NULL,
    UNIQUE (article_id, id)
);
CREATE INDEX note_orphaned ON note (article_id) WHERE status = 'orphaned';
CREATE TABLE theme (
    folded TEXT NOT NULL,
    name TEXT NOT NULL,
    article_id TEXT NOT NULL,
    note INTEGER NOT NULL,
    PRIMARY KEY (folded, name, article_id, note)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE article_words USING fts5 (
    title, author, source, body, content = '', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE note_words USING fts5 (
    quote, note, themes, speaker, content = '', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TABLE worn (rows INTEGER NOT NULL);
INSERT INTO worn VALUES (0);
CREATE TRIGGER article_gone AFTER DELETE ON article BEGIN UPDATE worn SET rows = rows + 1; END;
"""

STATEMENTS = (
    *filter(None, (statement.strip() for statement in _TABLES.split(";\n"))),
    *(f"CREATE INDEX article_by_{name} ON article ({columns})" for name, columns in ORDERS.items()),
    f"PRAGMA user_version = {VERSION}",
)
"""What makes a new index, in this order and in one transaction."""
