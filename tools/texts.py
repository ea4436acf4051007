"""Every text marked for translation in the source, found without GNU gettext."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """One text to translate; `plural` and `context` are empty when it has none."""

    msgid: str
    plural: str = ""
    context: str = ""


# For each function that marks a text: which arguments are context, text and plural.
_SHAPES = {
    "gettext": ("msgid",),
    "gettext_noop": ("msgid",),
    "ngettext": ("msgid", "plural"),
    "pgettext": ("context", "msgid"),
    "npgettext": ("context", "msgid", "plural"),
}
_MARKERS = _SHAPES | {f"{name}_lazy": shape for name, shape in _SHAPES.items()} | {"_": ("msgid",)}

_LITERAL = r"""u?(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
_CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*({_LITERAL}(?:\s*,\s*{_LITERAL})*)")


def in_python(source: str) -> Iterator[Text]:
    """The marked texts of a Python module; a call whose text is no literal marks nothing."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            shape = _MARKERS.get(_name(node.func), ())
            values = [each.value for each in node.args if isinstance(each, ast.Constant)]
            texts = [value for value in values if isinstance(value, str)]
            if shape and len(texts) >= len(shape):
                yield Text(**dict(zip(shape, texts, strict=False)))


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def in_template(source: str) -> Iterator[Text]:
    """The marked texts of a Django template, as Django itself reads them."""
    for name, arguments in _CALL.findall(templatize(source)):
        values = [ast.literal_eval(each) for each in re.findall(_LITERAL, arguments)]
        yield Text(**dict(zip(_MARKERS[name], values, strict=False)))


def collect(root: Path) -> dict[Text, str]:
    """Every marked text under a folder, in dictionary order, with the first file it stands in."""
    found: dict[Text, str] = {}
    for path in sorted(root.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and "static" not in path.parts:
            read = in_python if path.suffix == ".py" else in_template
            for text in read(path.read_text(encoding="utf-8")):
                found.setdefault(text, str(path.relative_to(root)))
    # A catalogue has one entry for a text: where it is used with a plural too, that entry serves both.
    plurals = {(text.msgid, text.context) for text in found if text.plural}
    return {
        text: path
        for text, path in sorted(found.items())
        if text.plural or (text.msgid, text.context) not in plurals
    }
