from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.sources.web import unpacking
from reader.sources.web.unpacking import DamagedError, Unpacking


def unpacked(data: bytes, *codings: str, step: int = 7) -> bytes:
    unpacks = Unpacking(codings)
    out = b"".join(piece for at in range(0, len(data), step) for piece in unpacks.feed(data[at : at + step]))
    unpacks.finish()
    return out


def bare(data: bytes) -> bytes:
    packing = zlib.compressobj(wbits=-15)
    return packing.compress(data) + packing.flush()


@given(st.binary(max_size=3000), st.integers(1, 500))
def test_what_was_packed_is_what_comes_out(data: bytes, step: int) -> None:
    step = max(step, 2)
    assert unpacked(data, step=step) == data
    assert unpacked(gzip.compress(data), "gzip", step=step) == data
    assert unpacked(zlib.compress(data), "deflate", step=step) == data
    assert unpacked(gzip.compress(zlib.compress(data)), "deflate", "gzip", step=step) == data
    assert unpacked(gzip.compress(data) + gzip.compress(data), "gzip", step=10**6) == data * 2
    assert unpacked(gzip.compress(data) + b"\r\n0", "gzip", step=10**6) == data


@given(st.binary(min_size=1, max_size=3000))
def test_deflate_without_its_head_is_understood(data: bytes) -> None:
    assert unpacked(bare(data), "deflate", step=10**6) == data


@given(st.binary(min_size=20, max_size=2000), st.integers(11, 200))
def test_what_breaks_off_is_damaged(data: bytes, cut: int) -> None:
    packed = gzip.compress(data)
    with pytest.raises(DamagedError):
        unpacked(packed[: max(1, len(packed) - cut)], "gzip")


@given(st.binary(min_size=1, max_size=300), st.sampled_from([("gzip",), ("deflate",), ("gzip", "gzip")]))
def test_whatever_comes_it_is_unpacked_or_damaged(data: bytes, codings: tuple[str, ...]) -> None:
    try:
        unpacked(data, *codings)
    except DamagedError as error:
        assert not str(error)  # noqa: PT017 - it has no words


def test_a_bomb_is_unpacked_piece_by_piece() -> None:
    bomb = gzip.compress(gzip.compress(bytes(40 << 20), 9), 9)
    pieces = Unpacking(("gzip", "gzip")).feed(bomb)
    assert all(len(next(pieces)) <= unpacking.PIECE for _ in range(3))


def test_a_gzip_of_endless_parts_ends() -> None:
    assert unpacked(gzip.compress(b"x") * 3000, "gzip", step=10**6) == b"x" * 1000


@pytest.mark.parametrize(
    ("header", "codings", "foreign"),
    [
        ("", (), ""),
        ("GZIP", ("gzip",), ""),
        ("deflate, gzip", ("deflate", "gzip"), ""),
        ("utf-8", (), ""),
        ("identity, br", ("br",), "br"),
        ("none,,", (), ""),
    ],
)
def test_how_an_answer_is_packed(header: str, codings: tuple[str, ...], foreign: str) -> None:
    assert unpacking.codings(header) == codings
    assert unpacking.foreign(codings) == foreign
