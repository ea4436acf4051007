"""The check of the catalogues finds what is wrong with them."""

from pathlib import Path

import polib
import pytest

from tools import catalogue, texts
from tools.texts import Text

SOURCE = """
from django.utils import translation
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
A = _("Báo cáo " "của %(unit)s")
B = ngettext("%d hộ", "%d hộ nghèo", 2)
C = pgettext("tháng", "Hai")
D = translation.gettext("Nộp")
E = _(A)
"""
TEMPLATE = (
    '{% load i18n %}{% translate "Nháp" %}{% blocktranslate trimmed count n=k %}\n một {{ n }}\n'
    "{% plural %}nhiều {{ n }}{% endblocktranslate %}{% comment %}{% translate 'Bỏ' %}{% endcomment %}"
)


def test_the_texts_of_python_code_are_found() -> None:
    assert set(texts.in_python(SOURCE)) == {
        Text("Báo cáo của %(unit)s"),
        Text("%d hộ", plural="%d hộ nghèo"),
        Text("Hai", context="tháng"),
        Text("Nộp"),
    }


def test_the_texts_of_templates_are_found() -> None:
    assert set(texts.in_template(TEMPLATE)) == {Text("Nháp"), Text("một %(n)s", plural="nhiều %(n)s")}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project whose English catalogue is complete and whose Vietnamese one has nothing to do."""
    monkeypatch.setattr(catalogue, "of_packages", dict)
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.py").write_text('_("Gửi %(unit)s")\n')
    catalogue.po_path(tmp_path, "vi").parent.mkdir(parents=True)
    polib.POFile().save(str(catalogue.po_path(tmp_path, "vi")))
    catalogue.extract(tmp_path)
    translate(tmp_path, "Send %(unit)s")
    return tmp_path


def translate(root: Path, text: str, *flags: str) -> None:
    path = catalogue.po_path(root, "en")
    entries = polib.pofile(str(path))
    entries[0].msgstr = text
    entries[0].flags = list(flags)
    entries.save(str(path))
    catalogue.compile_all(root)


def test_a_complete_catalogue_has_no_problem(root: Path) -> None:
    assert list(catalogue.problems(root)) == []


def test_an_empty_translation_is_a_problem(root: Path) -> None:
    translate(root, "")
    assert list(catalogue.problems(root)) == ["locale/en: 'Gửi %(unit)s' is not translated."]


def test_a_fuzzy_translation_is_a_problem(root: Path) -> None:
    translate(root, "Send %(unit)s", "fuzzy")
    assert list(catalogue.problems(root)) == ["locale/en: 'Gửi %(unit)s' is fuzzy or no longer used."]


def test_a_lost_placeholder_is_a_problem(root: Path) -> None:
    translate(root, "Send it")
    assert list(catalogue.problems(root)) == [
        "locale/en: 'Gửi %(unit)s' has other placeholders than its translation."
    ]


def test_a_new_text_and_a_text_no_longer_used_are_problems_until_extracted(root: Path) -> None:
    (root / "src" / "a.py").write_text('_("Nộp")\n')
    assert list(catalogue.problems(root)) == [
        "locale/en lacks 'Nộp' (a.py).",
        "locale/en has 'Gửi %(unit)s', which nothing uses.",
    ]
    catalogue.extract(root)
    assert [entry.msgid for entry in polib.pofile(str(catalogue.po_path(root, "en")))] == ["Nộp"]


def test_a_compiled_file_that_lags_behind_is_a_problem(root: Path) -> None:
    catalogue.po_path(root, "en").with_suffix(".mo").write_bytes(b"old")
    assert list(catalogue.problems(root)) == ["locale/en: the .mo is not what the .po says."]


def test_the_sign_in_packages_have_texts_to_translate() -> None:
    assert {"allauth", "axes"} == set(catalogue.of_packages().values())
