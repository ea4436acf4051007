"""One byte string for one content."""

import json
import unicodedata
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketnghia.kernel.canonical import canonical_json, sha256_hex

contents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abcđê", max_size=3), inner),
)


def test_keys_are_sorted_and_nothing_is_padded() -> None:
    assert canonical_json({"b": [1, None, True], "a": "đ"}) == '{"a":"đ","b":[1,null,true]}'.encode()


def test_composed_and_decomposed_text_give_the_same_bytes() -> None:
    assert canonical_json({unicodedata.normalize("NFD", "xã"): unicodedata.normalize("NFD", "Hòa")}) == (
        canonical_json({"xã": "Hòa"})
    )


@pytest.mark.parametrize(
    ("number", "written"),
    [("2.50", b"2.5"), ("2", b"2"), ("1E+2", b"100"), ("0.00", b"0"), ("-0.0", b"0"), ("-1.20", b"-1.2")],
)
def test_equal_decimals_are_written_alike(number: str, written: bytes) -> None:
    assert canonical_json(Decimal(number)) == written


@given(contents)
def test_the_bytes_are_json_and_do_not_depend_on_the_order_of_keys(content: Any) -> None:
    written = canonical_json(content)
    assert canonical_json(json.loads(written)) == written
    if isinstance(content, dict):
        assert canonical_json(dict(reversed(content.items()))) == written


@pytest.mark.parametrize("content", [1.5, {"a": [0.1]}, {1: "a"}, {"a"}, b"a"])
def test_content_without_one_text_is_refused(content: object) -> None:
    with pytest.raises(TypeError):
        canonical_json(content)


@pytest.mark.parametrize("content", [Decimal("NaN"), {"é": 1, "e\u0301": 2}])
def test_content_with_two_meanings_is_refused(content: object) -> None:
    with pytest.raises(ValueError, match=r"no canonical form|two keys"):
        canonical_json(content)


def test_a_hash_is_sixty_four_hex_digits() -> None:
    assert sha256_hex(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
