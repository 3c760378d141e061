from reader.text.recent import Recent


class Shop:
    """Makes what is asked for, and remembers what it made."""

    def __init__(self, count: int, size: int) -> None:
        self.made: list[str] = []
        self._recent = Recent[str, str](count, size)

    def ask(self, key: str, size: int = 1) -> str:
        def make() -> str:
            self.made.append(key)
            return key.upper()

        return self._recent.get(key, make, size)


def test_what_was_asked_for_last_is_kept() -> None:
    shop = Shop(count=2, size=10)
    assert [shop.ask(key) for key in "abaca"] == ["A", "B", "A", "C", "A"]
    assert shop.made == ["a", "b", "c"]
    shop.ask("b")
    assert shop.made == ["a", "b", "c", "b"]


def test_what_is_too_large_stays_alone() -> None:
    shop = Shop(count=9, size=10)
    for key, size in (("a", 4), ("b", 4), ("large", 99), ("large", 99), ("a", 4)):
        shop.ask(key, size)
    assert shop.made == ["a", "b", "large", "a"]
