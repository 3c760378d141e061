from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reader.errors import TemplateError
from reader.export import escape, template_sandbox
from reader.export.languages import HTML, MARKDOWN, ORG, PLAIN, Language
from reader.export.template_sandbox import Found
from reader.export.template_values import NAMES
from reader.export.templating import Template
from reader.text.clean import clean_line
from tests.export.samples import hostile

EVIL = "*a* <b> [c](d) {{ 7 * 7 }} {% raw %} `e` | & \\"
FILES = {
    "part.md": "*{{ words }}*",
    "broken.md": "a\n\n{{ wrods }}",
    "open.md": "a\n{% if %}",
    "loop.md": "{% include 'loop.md' %}",
    "deep/part.md": "deep",
    "base.md": "<{% block body %}{% endblock %}>",
    "macros.md": "{% macro bold(words) %}**{{ words }}**{% endmacro %}",
}


def load(name: str) -> Found:
    if name not in FILES:
        raise TemplateError(f"There is no template {name!r}.")
    return Found(FILES[name], name)


def render(source: str, language: Language = MARKDOWN, **values: object) -> str:
    return Template(Found(source, "mine.md"), load, language, NAMES).render({"words": EVIL} | values)


def wrong(source: str) -> str:
    with pytest.raises(TemplateError) as caught:
        render(source)
    return str(caught.value)


def test_what_a_template_writes_itself_stands_and_what_it_is_given_is_escaped() -> None:
    assert render("*a* {{ words }}") == f"*a* {escape.inline(EVIL)}"
    assert render("{{ words }}", HTML) == ("*a* &lt;b&gt; [c](d) {{ 7 * 7 }} {% raw %} `e` | &amp; \\")
    assert render("{{ words }}", PLAIN) == EVIL
    assert render("{{ words }}", ORG, words="[[a]]") != "[[a]]"


@pytest.mark.parametrize(
    "source",
    [
        "{{ words }}",
        "{{ '' ~ words }}",
        "{{ '' + words }}",
        "{{ words + '' }}",
        "{{ words * 1 }}",
        "{{ [words] | join }}",
        "{{ [words] | first }}",
        "{{ [words] | map('string') | list | last }}",
        "{{ ['X'] | map('replace', 'X', words) | join }}",
        "{{ 'X' | replace('X', words) }}",
        "{{ words | default('x') }}",
        "{{ none or words }}",
        "{{ words if true }}",
        "{{ words | e }}",
        "{{ words | trim }}",
        "{{ (words | quotation)[2:] if false else words }}",
        "{{ {'a': words}.a }}",
        "{{ {'a': words}.values() | join }}",
        "{{ [[words]] | sum(start=[]) | join }}",
        "{{ namespace(a=words).a }}",
        "{{ dict(a=words)['a'] }}",
        "{{ cycler(words).next() }}",
        "{% set x = words %}{{ x }}",
        "{% set x %}{{ words }}{% endset %}{{ x }}",
        "{% set x %}{{ words }}{% endset %}{{ x ~ '' }}",
        "{% with x = words %}{{ x }}{% endwith %}",
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(words) }}",
        "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}{{ words }}{% endcall %}",
        "{% for x in [words] %}{{ loop.cycle(x) }}{% endfor %}",
        "{% for x in [words] recursive %}{{ x }}{% endfor %}",
        "{% block b %}{{ words }}{% endblock %}",
    ],
)
def test_words_are_escaped_once_whatever_way_they_go(source: str) -> None:
    assert render(source) == escape.inline(EVIL)


@pytest.mark.parametrize(
    "source",
    [
        "{{ (words | quotation) + '' }}",
        "{{ (words | raw)[:3] }}",
        "{{ (words | raw) | upper }}",
        "{{ (words | raw).strip() }}",
    ],
)
def test_what_is_computed_of_markup_is_markup_only_where_nothing_can_be_cut(source: str) -> None:
    assert render(source) in {escape.quotation(EVIL), r"\*a\*", escape.inline(EVIL.upper()), escape.inline(EVIL)}


def test_only_what_asks_for_it_is_written_as_it_is() -> None:
    assert render("{{ words | raw }}") == EVIL
    assert render("{{ '*' if words }}{{ '*' ~ 1 }}{{ '*' * 3 }}{{ none }}{{ 1.5 }}") == "**1***1.5"
    assert render("{{ words | quotation }}") == escape.quotation(EVIL)
    assert render("{{ '*x*' | quotation }}") == "> \\*x\\*"


@given(st.lists(hostile, min_size=1, max_size=4))
def test_values_that_stand_next_to_each_other_mean_nothing_together(parts: list[str]) -> None:
    source = "x{% for part in parts %}{{ part }}{% endfor %}"
    inline = MarkdownIt("commonmark").parse(render(source, parts=parts))
    assert [token.type for token in inline] == ["paragraph_open", "inline", "paragraph_close"]
    assert "".join(child.content for child in inline[1].children or []) == "x" + "".join(map(clean_line, parts))


def test_templates_are_included_imported_and_extended_by_name() -> None:
    assert render("{% include 'part.md' %}") == f"*{escape.inline(EVIL)}*"
    assert render("{% include 'deep/part.md' %}") == "deep"
    assert render("{% extends 'base.md' %}{% block body %}{{ words }}{% endblock %}") == f"<{escape.inline(EVIL)}>"
    assert render("{% from 'macros.md' import bold %}{{ bold(words) }}") == f"**{escape.inline(EVIL)}**"
    assert render("{% import 'macros.md' as ours %}{{ ours.bold(words) }}") == f"**{escape.inline(EVIL)}**"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("\n{{ quotte }}", "mine.md, line 2: there is no `quotte`; did you mean `quote`?"),
        ("{{ zzz }}", "line 1: there is no `zzz`; `reader templates variables` shows what there is."),
        ("{{ highlight }}", "there is no `highlight` here; the first line of a template says what it takes"),
        ("{{ words.quotte }}", "there is no `quotte`; did you mean `quote`?"),
        ("\n\n{{ words | quottation }}", "line 3: there is no filter `quottation`; did you mean `quotation`?"),
        ("{% if words is plane %}{% endif %}", "there is no test `plane`"),
        ("{% if words %}{{ words | quottation }}{% endif %}", "no filter `quottation`; did you mean `quotation`?"),
        ("a\n{% for x in words", "line 2: unexpected end of template"),
        ("a\n\n{% include 'broken.md' %}", "broken.md, line 3: there is no `wrods`"),
        ("{% include 'open.md' %}", "open.md, line 2: "),
        ("\n{% include 'nope.md' %}", "mine.md, line 2: There is no template 'nope.md'."),
        ("{% include '../../etc/passwd' %}", "There is no template '../../etc/passwd'."),
        ("\n{{ [1] }}", "line 2: a list cannot be written as it is"),
        ("\n{{ 1 / 0 }}", "line 2: division by zero."),
        ("{{ words < 1 }}", "'<' not supported"),
        ("{{ words | date(1, 2, 3) }}", "date() takes"),
        ("{{ words | random }}", "this filter of Jinja2 is not for these templates"),
        ("{% filter upper %}{% endfilter %}", "`{% filter %}` is not for these templates"),
        ("{% autoescape false %}{% endautoescape %}", "`{% autoescape %}` is not for these templates"),
        ("{{ ', '.join([words]) }}", "`.join` is not for templates; there is a filter `| join`."),
        ("{{ words | tojson }}", "is not for these templates"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(source: str, said: str) -> None:
    assert said in wrong(source)


@pytest.mark.parametrize(
    "source",
    [
        "{{ words.__class__ }}",
        "{{ words | attr('__class__') }}",
        "{{ ''['__class__'].__mro__ }}",
        "{{ words.format() }}",
        "{{ '{:1000000000}'.format(1) }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ 10 ** 1000000000 }}",
        "{{ words.encode() }}",
        "{{ (1).to_bytes(1000000000, 'big') }}",
        "{{ [].append(1) }}",
        "{{ self.__init__ }}",
        "{{ range.__init__ }}",
        "{{ load }}",
        "{{ lipsum() }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ words | center(1000000000) }}",
        "{{ [1] | batch(1000000000, 1) | list }}",
        "{{ range(1000000000) | list }}",
        "{{ 'a' * 1000000000 }}",
        "{{ [1] * 1000000000 }}",
        "{{ ('a' * 1000000) | replace('a', 'b' * 1000000) }}",
        "{{ range(100000) | join('b' * 1000000) }}",
        "{{ ([range(100000)] * 100000) | map('list') | list }}",
        "{% for x in range(100000) %}{% for y in range(100000) %}{% endfor %}{% endfor %}",
        "{% set n = namespace(s='xxxx') %}{% for i in range(99) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
        "{% set n = namespace(s='x') %}{% for i in range(99) %}{% set n.s %}{{ n.s }}{{ n.s }}{% endset %}{% endfor %}",
        "{% set n = namespace(s=[1]) %}{% for i in range(99) %}{% set n.s = n.s + n.s %}{% endfor %}",
        "{% macro m(n) %}{{ m(n - 1) ~ m(n - 1) if n }}{% endmacro %}{{ m(60) }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% include 'loop.md' %}",
        "{% for x in [1] %}" * 30 + "{% endfor %}" * 30,
        "{{ " + "(" * 500 + "1" + ")" * 500 + " }}",
        "{% if 1 %}" * 2000 + "{% endif %}" * 2000,
    ],
)
def test_a_template_does_no_harm_and_comes_to_an_end(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_sandbox, "MOST_STEPS", 20_000)
    monkeypatch.setattr(template_sandbox, "LONGEST", 2_000_000)
    assert wrong(source).startswith(("mine.md", "loop.md"))


def test_a_template_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_sandbox, "PATIENCE", 0.0)
    assert "it takes longer than 0 seconds" in wrong("{% for x in range(1000) %}{{ x }}{% endfor %}")


def test_each_document_has_a_while_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(template_sandbox, "MOST_STEPS", 10)
    template = Template(Found("{% for x in range(8) %}{{ x }}{% endfor %}", "mine.md"), load)
    assert [template.render({}), template.render({})] == ["01234567"] * 2


def test_filters_and_loops_go_through_what_there_is() -> None:
    source = "{% for x in [3, 1, 2] | sort | reverse %}{{ loop.index }}/{{ loop.length }}:{{ x }} {% endfor %}"
    assert render(source) == "1/3:3 2/3:2 3/3:1 "
    assert render("{{ [1, 2] | sum }}{{ [1, 1] | unique | list | length }}{{ 'ab' | list | join('-') }}") == "31a-b"


def test_dates_lines_and_properties() -> None:
    assert render("{{ '2026-03-14' | date }}, {{ '2026-03' | year }}") == "14 March 2026, 2026"
    assert render("{{ ['a', '', 'b'] | filled }} {{ ['*'] | join }}") == "a · b *"
    assert render("{{ 'a\n\nb' | indented(4) }}") == "a\n\n    b"
    assert render("{{ properties(title=words, themes=('a',), highlights=0, url='') }}", words='"a": b') == (
        'title: "\\"a\\": b"\nthemes: ["a"]\nhighlights: 0'
    )
    assert render("{{ 'law & order' | tag }} {{ 'a' | yaml }}") == 'law-order "a"'


def test_a_web_page_has_quotations_and_links_of_its_own() -> None:
    assert render("{{ words | quotation }}", HTML, words="a<\n\nb\nc") == (
        "<blockquote><p>a&lt;</p><p>b<br>\nc</p></blockquote>"
    )
    assert render("{{ words | link('javascript:x') }}", HTML, words="<") == "&lt;"
    assert 'href="https://a.example/&quot;"' in render("{{ words | link('https://a.example/\"') }}", HTML)
