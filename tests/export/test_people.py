from __future__ import annotations

import pytest

from reader.export.people import Person, authors


@pytest.mark.parametrize(
    ("byline", "people"),
    [
        ("Maren Oduya", (Person("Oduya", "Maren"),)),
        ("Maren  Oduya and Ada Lind", (Person("Oduya", "Maren"), Person("Lind", "Ada"))),
        (
            "A. B. Noor, Ada Lind & Tomas Reyes",
            (Person("Noor", "A. B."), Person("Lind", "Ada"), Person("Reyes", "Tomas")),
        ),
        (
            "Ada Lind, Maren Oduya, and Tomas Reyes",
            (Person("Lind", "Ada"), Person("Oduya", "Maren"), Person("Reyes", "Tomas")),
        ),
        ("Ludwig van der Berg; Ana de la Cruz", (Person("van der Berg", "Ludwig"), Person("de la Cruz", "Ana"))),
        ("Jean-Luc O’Neill", (Person("O’Neill", "Jean-Luc"),)),
        ("", ()),
        ("  ", ()),
    ],
)
def test_people_have_two_names(byline: str, people: tuple[Person, ...]) -> None:
    assert authors(byline) == people


@pytest.mark.parametrize(
    "byline",
    [
        *("Reuters", "The Editorial Board", "Oduya, Maren", "Maren Oduya and the newsroom", "staff writer"),
        *("Maren Oduya, Kestrel Bay Courier Staff", "maren@courier.example", "李明", "MO", "Maren Oduya 2", "Ada von"),
        *("By our correspondent in the harbour of Kestrel Bay", ",", "and", "Maren Oduya (text), Ada Lind (photos)"),
    ],
)
def test_where_it_is_not_sure_the_byline_stays_whole(byline: str) -> None:
    assert authors(byline) == (Person(byline),)
