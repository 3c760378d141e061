"""Strategies for text of every kind that articles are made of."""

from __future__ import annotations

from hypothesis import strategies as st

ODD = st.sampled_from(
    [
        "a",
        "b",
        " ",
        "-",
        "/",
        ".",
        "“",
        "”",
        "e\u0301",
        "港",
        "町",
        "「",
        "」",
        "。",
        "👨‍👩‍👧",
        "🇯🇵",
        "हिन्दी",
        "שלום",
        "\u200b",
        "\u00a0",
        "word",
        "ﷺ",
    ]
)
ODD_LINES = st.lists(ODD, max_size=40).map("".join)
"""Lines without white space but spaces."""

ODD_TEXTS = st.lists(
    st.one_of(
        ODD, st.sampled_from(["\n", "\n\n", "# ", "- ", "> ", "| a | b |\n|--|--|\n| c | d |\n", "`", "**", "    "])
    ),
    max_size=60,
).map("".join)
"""Sources of articles."""
