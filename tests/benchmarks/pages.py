"""Pages as sites serve them: an article between menus, share bars, teasers, forms and scripts."""

from __future__ import annotations

import json
import random
from html import escape
from typing import TYPE_CHECKING

from tests.benchmarks.catalogue import Language

if TYPE_CHECKING:
    from pathlib import Path

PEOPLE = ("Marta Oliveira", "Jonas Lind", "Mei Tanaka", "Samuel Okoro", "Rosa Calder")
TOPICS = ("Politics", "Harbour", "Courts", "Science", "Markets", "Letters", "Weather", "Sport")


def write(folder: Path, count: int, seed: int = 1) -> None:
    """Write so many pages into a folder, each of 15 to 60 KB."""
    folder.mkdir(parents=True, exist_ok=True)
    rng, language = random.Random(seed), Language()
    for number in range(count):
        (folder / f"page-{number:04}.html").write_text(page(number, rng, language), "utf-8")


def page(number: int, rng: random.Random, language: Language) -> str:
    """One page."""
    title = f"{language.text(rng.randint(5, 10)).capitalize()} {number}"
    author, day = rng.choice(PEOPLE), f"2026-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    about = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": title,
        "datePublished": f"{day}T09:30:00Z",
        "author": [{"@type": "Person", "name": author}],
        "publisher": {"@type": "Organization", "name": "The Oakmere Courier"},
    }
    head = (
        f"<title>{escape(title)} | The Oakmere Courier</title>"
        f'<meta property="og:title" content="{escape(title)}">'
        '<meta property="og:site_name" content="The Oakmere Courier">'
        f'<link rel="canonical" href="https://courier.example/{day}/{number}">'
        f'<script type="application/ld+json">{json.dumps(about)}</script>'
        f"<style>{'.c{margin:0 auto;padding:0}' * rng.randint(20, 200)}</style>"
        f"<script>{'window.q=window.q||[];q.push([1,2,3]);' * rng.randint(20, 200)}</script>"
    )
    menu = "".join(f'<li class="nav-item"><a href="/{topic.lower()}">{topic}</a></li>' for topic in TOPICS)
    teasers = "".join(
        f'<div class="teaser"><a href="/t/{each}"><img src="/i/{each}.jpg" alt=""><h3>{language.text(7)}</h3></a>'
        f"<p>{language.text(14)}</p></div>"
        for each in range(rng.randint(6, 20))
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">{head}</head><body>'
        f'<header class="site-header"><nav><ul class="menu">{menu}</ul></nav></header>'
        f'<main><article class="story"><h1>{escape(title)}</h1>'
        f'<p class="byline">By <a rel="author" href="/p">{author}</a></p>'
        f'<ul class="share-bar"><li><a href="#">Share</a></li><li><a href="#">Post</a></li></ul>'
        f"{_body(rng, language)}</article>"
        f'<aside class="related"><h2>Read also</h2>{teasers}</aside></main>'
        f'<form class="newsletter"><p>Sign up for our newsletter</p><input type="email"></form>'
        f'<footer><p>© The Oakmere Courier. All rights reserved.</p><ul class="menu">{menu}</ul></footer></body></html>'
    )


def _body(rng: random.Random, language: Language) -> str:
    parts = []
    for number in range(rng.randint(8, 30)):
        words = language.text(rng.randint(30, 90)).capitalize()
        parts.append(f'<p>{words} <a href="/{number}">{language.text(3)}</a>. <em>{language.text(4)}</em>.</p>')
        if number % 6 == 3:
            parts.append(f"<blockquote><p>“{language.text(25).capitalize()},” she said.</p></blockquote>")
        if number % 7 == 5:
            parts.append(f"<h2>{language.text(4).capitalize()}</h2>")
        if number % 9 == 4:
            parts.append(f"<ul>{''.join(f'<li>{language.text(8)}</li>' for _ in range(4))}</ul>")
        if number % 8 == 6:
            parts.append('<div class="ad">ADVERTISEMENT</div>')
    return "".join(parts)
