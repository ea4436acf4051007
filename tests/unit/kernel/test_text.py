"""Vietnamese text: cleaning, folding, dictionary order."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketnghia.kernel.text import clean, clean_lines, fold, fold_words, nfc, slug, sort_key
from tests.unit.case_tables import cases

VOWELS = "aàảãáạ ăằẳẵắặ âầẩẫấậ eèẻẽéẹ êềểễếệ iìỉĩíị oòỏõóọ ôồổỗốộ ơờởỡớợ uùủũúụ ưừửữứự yỳỷỹýỵ".replace(
    " ", ""
)
ALPHABET = list("aăâbcdđeêghiklmnoôơpqrstuưvxy")


def sorted_from_chaos(words: list[str]) -> list[str]:
    by_code_point = sorted(words, reverse=True)
    return sorted(by_code_point, key=sort_key)


@pytest.mark.parametrize("case", cases("text", "typed"), ids=lambda case: repr(case["text"]))
def test_text_is_cleaned_and_folded_for_search(case: dict[str, Any]) -> None:
    assert clean(case["text"]) == case["clean"]
    assert fold_words(case["text"]) == case["words"]
    assert fold(case["text"]) == case["fold"]


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_decomposed_text_folds_and_sorts_as_composed_text(text: str) -> None:
    decomposed = unicodedata.normalize("NFD", text)
    assert fold(decomposed) == fold(text)
    assert sort_key(decomposed) == sort_key(text)


@given(st.text())
def test_clean_text_holds_no_control_character_and_is_nfc(text: str) -> None:
    cleaned = clean(text)
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Cs"} for char in cleaned)
    assert cleaned == nfc(cleaned) == cleaned.strip()


def test_paragraphs_survive_cleaning_and_blank_lines_do_not_pile_up() -> None:
    assert clean_lines("\n Một  dòng\r\n\r\n\n\nHai\u0000 ") == "Một dòng\n\nHai"


def test_every_vowel_with_every_tone_sorts_as_in_the_dictionary() -> None:
    assert sorted_from_chaos(list(VOWELS)) == list(VOWELS)


def test_the_alphabet_sorts_in_its_own_order() -> None:
    assert sorted_from_chaos(ALPHABET) == ALPHABET


def test_words_sort_syllable_by_syllable_and_case_decides_last() -> None:
    words = [
        "An Phú",
        "Anh",
        "ba",
        "Ba",
        "ba ba",
        "ba mươi",
        "bà",
        "bà con",
        "dũng",
        "Đại Lộc",
        "đông",
        "Đông",
    ]
    assert sorted_from_chaos(words) == words


def test_the_sort_key_compares_the_same_in_bytes_and_in_code_points() -> None:
    assert all(set(sort_key(vowel)) <= set("0123456789abcdef") for vowel in VOWELS)


def test_an_apostrophe_or_a_hyphen_does_not_move_a_name() -> None:
    assert sort_key("Ch'ơm") == sort_key("Ch’ơm") == sort_key("Chơm")
    assert sort_key("Tây-Giang") == sort_key("Tây Giang")


def test_a_slug_is_ascii_words_and_hyphens() -> None:
    assert slug("  Ủy ban nhân dân xã Ch’ơm (Tây Giang) ") == "uy-ban-nhan-dan-xa-chom-tay-giang"
