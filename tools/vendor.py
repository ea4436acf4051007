"""Refresh ``static/vendor`` from npm packages pinned in ``vendor.toml``, checking every file's SHA-256.

Usage: python tools/vendor.py            fetch every package with npm and write its files
       python tools/vendor.py --check    compare the files in place with their sums, fetch nothing
       python tools/vendor.py --sums     fetch and print the sums of the files named, write nothing
"""

import hashlib
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PINS = HERE / "vendor.toml"
VENDOR = HERE.parent / "src/ketnghia/web/static/vendor"


@dataclass(frozen=True)
class Package:
    """One npm package: ``files`` maps a path inside the package to the SHA-256 of its bytes."""

    npm: str
    version: str
    licence: str
    folder: str
    files: dict[str, str]


def packages(pins: Path = PINS) -> list[Package]:
    return [Package(**entry) for entry in tomllib.loads(pins.read_text("utf-8"))["package"]]


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def fetch(package: Package) -> dict[str, bytes]:
    """The named files of the package, as npm packs it; no script of the package is run."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", "--ignore-scripts", f"{package.npm}@{package.version}"]
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as packed:
            members = {member.name.partition("/")[2]: member for member in packed if member.isfile()}
            return {name: _content(packed, members[name]) for name in package.files}


def _content(packed: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    with packed.extractfile(member) or sys.exit(f"{member.name} cannot be read") as stream:
        return stream.read()


def problems(package: Package, contents: dict[str, bytes]) -> Iterator[str]:
    for name, pinned in package.files.items():
        if name not in contents:
            yield f"{package.folder}/{name}: missing"
        elif (found := digest(contents[name])) != pinned:
            yield f"{package.folder}/{name}: {found} is not the pinned {pinned}"


def in_place(package: Package, vendor: Path = VENDOR) -> dict[str, bytes]:
    paths = {name: vendor / package.folder / name for name in package.files}
    return {name: path.read_bytes() for name, path in paths.items() if path.is_file()}


def write(package: Package, contents: dict[str, bytes], vendor: Path = VENDOR) -> None:
    for name, content in contents.items():
        target = vendor / package.folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def main(arguments: list[str]) -> int:
    wrong: list[str] = []
    for package in packages():
        contents = in_place(package) if "--check" in arguments else fetch(package)
        if "--sums" in arguments:
            print(*(f'"{name}" = "{digest(content)}"' for name, content in contents.items()), sep="\n")
            continue
        found = list(problems(package, contents))
        wrong += found
        if not found and "--check" not in arguments:
            write(package, contents)
    print(*wrong, sep="\n", end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
