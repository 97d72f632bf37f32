"""The package as someone else gets it: built as a wheel, installed in an empty folder, run from there."""

import os
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest

from xlreport.errors import ResourceMissing
from xlreport.resources import samples_folder, templates_folder

CHECKOUT = Path(__file__).resolve().parents[2]
PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that pip builds from this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    _run([*PIP, "wheel", "--no-deps", "--wheel-dir", str(folder), str(CHECKOUT)])
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the installed wheel and nothing of the checkout."""
    folder = tmp_path_factory.mktemp("installed")
    _run([*PIP, "install", "--no-deps", "--target", str(folder), str(wheel)])
    return folder


def test_wheel_ships_form_and_samples(wheel: Path) -> None:
    """The form and both samples are in the wheel, file for file as in the checkout."""
    shipped = _below(wheel, "xlreport/templates/"), _below(wheel, "xlreport/samples/")
    assert "gkbg-2021/form.toml" in shipped[0]
    assert shipped[0] == _files(CHECKOUT, "templates")
    assert shipped[1] == _files(CHECKOUT, "samples/county") | _files(CHECKOUT, "samples/hulin-2025")
    assert any(name.startswith("county/") for name in shipped[1])
    assert any(name.startswith("hulin-2025/") for name in shipped[1])


def test_wheel_says_that_it_is_typed(wheel: Path) -> None:
    """`py.typed` is in it, so that whoever imports the package has its types."""
    assert "py.typed" in _below(wheel, "xlreport/")


def test_installed_package_finds_its_own_folders(installed: Path) -> None:
    """Installed, the package reads the form and the samples that came with it, not the checkout's."""
    code = "from xlreport.resources import *; print(templates_folder()); print(samples_folder())"
    expected = [str(installed.resolve() / "xlreport" / name) for name in ("templates", "samples")]
    assert _run([sys.executable, "-c", code], installed).splitlines() == expected


def test_module_and_console_script_are_one_program(installed: Path) -> None:
    """`python -m xlreport` and `xlreport` print the same version: the one of pyproject.toml."""
    version = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    as_module = _run([sys.executable, "-m", "xlreport", "--version"], installed)
    as_script = _run([str(installed / "bin" / "xlreport"), "--version"], installed)
    assert as_module == as_script
    assert version in as_module


def test_module_and_console_script_fail_alike(installed: Path) -> None:
    """A command that does not exist is exit code 2 in both."""
    programs = [sys.executable, "-m", "xlreport"], [str(installed / "bin" / "xlreport")]
    codes = [_start([*program, "no-such-command"], installed).returncode for program in programs]
    assert codes == [2, 2]


def test_checkout_finds_its_folders() -> None:
    """From a checkout or an editable install the top-level folders are used."""
    assert templates_folder() == CHECKOUT / "templates"
    assert samples_folder() == CHECKOUT / "samples"


def test_missing_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package without its folders says which is missing and takes no stranger's folder instead."""
    package = tmp_path / "lib" / "site-packages" / "xlreport"
    package.mkdir(parents=True)
    (tmp_path / "lib" / "templates").mkdir()
    monkeypatch.setattr("xlreport.resources.__file__", str(package / "resources.py"))
    with pytest.raises(ResourceMissing, match="templates"):
        templates_folder()


def _files(top: Path, folder: str) -> set[str]:
    """Files git would keep, by the path that the wheel gives them below templates/ or samples/."""
    listed = _run(["git", "-C", str(top), "ls-files", "-co", "--exclude-standard", "-z", folder])
    return {name.partition("/")[2] for name in listed.split("\0") if name and (top / name).is_file()}


def _below(wheel: Path, prefix: str) -> set[str]:
    with ZipFile(wheel) as archive:
        return {name.removeprefix(prefix) for name in archive.namelist() if name.startswith(prefix)}


def _run(command: Sequence[str], installed: Path | None = None) -> str:
    done = _start(command, installed)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def _start(command: Sequence[str], installed: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a program; with a folder, run it there with only that folder in front of the libraries."""
    extra = {"PYTHONPATH": str(installed)} if installed else {}
    return subprocess.run(command, cwd=installed, env=os.environ | extra, capture_output=True, text=True, check=False)
