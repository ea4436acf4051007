"""Other people's files under ``static/vendor`` are exactly those that ``tools/vendor.toml`` pins."""

from pathlib import Path

import pytest

from tools import vendor
from tools.vendor import Package

PACKAGES = vendor.packages()


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.npm)
def test_every_pinned_file_is_in_place_to_the_byte(package: Package) -> None:
    assert list(vendor.problems(package, vendor.in_place(package))) == []


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package.npm)
def test_every_package_brings_its_licence(package: Package) -> None:
    assert package.licence in {"MIT", "0BSD", "BSD-2-Clause", "OFL-1.1", "Apache-2.0"}
    assert any("LICENSE" in name.upper() for name in package.files)


def test_nothing_lies_among_the_vendored_files_without_a_pin() -> None:
    pinned = {vendor.VENDOR / package.folder / name for package in PACKAGES for name in package.files}
    assert {path for path in vendor.VENDOR.rglob("*") if path.is_file()} <= pinned


def test_a_changed_and_a_missing_file_are_both_named(tmp_path: Path) -> None:
    package = Package("x", "1.0.0", "MIT", "x", {"a.js": vendor.digest(b"a"), "b.js": vendor.digest(b"b")})
    vendor.write(package, {"a.js": b"changed"}, tmp_path)
    found = list(vendor.problems(package, vendor.in_place(package, tmp_path)))
    assert [problem.partition(":")[0] for problem in found] == ["x/a.js", "x/b.js"]
