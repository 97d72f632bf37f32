"""An offline bundle installed in a network namespace without interfaces, from the bundle alone: demo and verify run.

Slow, and it wants what `make dist` built: `XLREPORT_OFFLINE_BUNDLE=dist/xlreport-…-manylinux_x86_64.zip`, and in
`XLREPORT_OFFLINE_BUNDLES=dist` the bundles of all platforms, of which the others are resolved and not run.
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import parse_wheel_filename

CHECKOUT = Path(__file__).resolve().parents[2]
GIVEN = os.environ.get("XLREPORT_OFFLINE_BUNDLE", "")
ALL = os.environ.get("XLREPORT_OFFLINE_BUNDLES", "")
HOSTS = re.compile(rb"https?://[\w.-]*(?:pypi|index|mirror|simple)[\w./-]*", re.IGNORECASE)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle's folder."""
    if not GIVEN:
        pytest.skip("NOT PROVEN: no bundle is named in XLREPORT_OFFLINE_BUNDLE (make dist builds them)")
    folder = tmp_path_factory.mktemp("offline")
    with zipfile.ZipFile(GIVEN) as archive:
        archive.extractall(folder)  # built by this checkout
    (inside,) = folder.iterdir()
    return inside


def test_a_bundle_installs_and_runs_without_a_network(unpacked: Path, tmp_path: Path) -> None:
    """No interface, no pip settings: installed from its wheelhouse; the demo is built and its workbook verified."""
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("NOT PROVEN: unshare is not installed")
    alone = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8", "PIP_CONFIG_FILE": os.devnull}

    def run(*words: str | Path) -> str:
        line = [unshare, "--net", *map(str, words)]
        done = subprocess.run(line, cwd=tmp_path, env=alone, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    interfaces = [line.split(":")[0].strip() for line in run("cat", "/proc/net/dev").splitlines()[2:]]
    assert set(interfaces) <= {"lo"}
    run(sys.executable, unpacked / "install.py")
    python = unpacked / "runtime" / "bin" / "python"
    run(python, "-m", "xlreport", "demo", "county")
    assert "√ 复核一致" in run(python, "-m", "xlreport", "verify", "county/output/虎林市2025汇总.xlsx", "county")
    starter = shutil.copy(unpacked / "年报助手.sh", tmp_path / "county")
    done = subprocess.run(
        [unshare, "--net", "sh", starter], input="2\n0\n", env=alone, check=True, capture_output=True, text=True
    )
    assert "检查收件" in done.stdout
    assert "230381-YQZ" in done.stdout


def test_no_registry_is_written_anywhere(unpacked: Path) -> None:
    """Neither the bundle's own files nor the sources name a place that packages come from."""
    own = [path for path in unpacked.iterdir() if path.is_file()]
    wheel = next((unpacked / "wheelhouse").glob("xlreport-*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    contents |= {path.name: path.read_bytes() for path in own}
    assert [name for name, content in contents.items() if HOSTS.search(content)] == []


def test_the_scripts_name_no_registry() -> None:
    """The same of the scripts that build and install, without any bundle."""
    scripts = sorted((CHECKOUT / "packaging").glob("*.py"))
    assert scripts
    assert [path.name for path in (*scripts, CHECKOUT / "Makefile") if HOSTS.search(path.read_bytes())] == []


def script(name: str) -> Any:
    """One of the scripts in packaging, as a module."""
    spec = importlib.util.spec_from_file_location(name, CHECKOUT / "packaging" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


OFFLINE, INSTALL = script("offline"), script("install")


@pytest.fixture(params=OFFLINE.PLATFORMS)
def wheelhouse(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    """A platform and its bundle's folder."""
    found = sorted(Path(ALL).glob(f"xlreport-*-{request.param}.zip")) if ALL else []
    if not found:
        pytest.skip("NOT PROVEN: XLREPORT_OFFLINE_BUNDLES names no folder with this bundle (make dist builds it)")
    with zipfile.ZipFile(found[-1]) as archive:
        archive.extractall(tmp_path)  # built by this checkout
    (inside,) = (path for path in tmp_path.iterdir() if path.is_dir())
    return str(request.param), inside


def test_every_wheel_fits_its_platform(wheelhouse: tuple[str, Path]) -> None:
    """Each wheel's tags are some Python's that the bundle names, on the bundle's platform, and no other's."""
    platform, folder = wheelhouse
    fitting: set[Tag] = set()
    for python in OFFLINE.PYTHONS:
        version = tuple(map(int, python.split(".")))
        platforms = OFFLINE.PLATFORMS[platform]
        fitting |= {*cpython_tags(version, platforms=platforms), *compatible_tags(version, platforms=platforms)}
    wheels = sorted((folder / "wheelhouse").glob("*.whl"))
    assert len(wheels) > 20
    assert [wheel.name for wheel in wheels if not parse_wheel_filename(wheel.name)[3] & fitting] == []


@pytest.mark.parametrize("python", OFFLINE.PYTHONS)
def test_a_bundle_resolves_from_itself_alone(python: str, wheelhouse: tuple[str, Path], tmp_path: Path) -> None:
    """For its platform and each Python it names, pip finds all that is pinned in the wheelhouse, digests and all."""
    platform, folder = wheelhouse
    tags = [word for tag in OFFLINE.PLATFORMS[platform] for word in ("--platform", tag)]
    words = ["install", "--dry-run", "--no-index", "--find-links", folder / "wheelhouse", "--only-binary=:all:"]
    words += [*tags, "--python-version", python, "--implementation", "cp", "--target", tmp_path / "out"]
    words += ["--require-hashes", "--requirement", folder / "requirements.txt"]
    alone = {**os.environ, "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1"}
    line = [sys.executable, "-m", "pip", "--disable-pip-version-check", *map(str, words)]
    done = subprocess.run(line, env=alone, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "xlreport-" in done.stdout


@pytest.mark.parametrize(
    ("python", "encoding", "read_as"),
    [
        ("C:\\xlreport\\python.exe", "gbk", "gbk"),
        ("D:\\年报 工具\\100%\\python.exe", "gbk", "gbk"),
        ("D:\\年报\\python.exe", "cp1252", "utf-8"),
    ],
)
def test_the_starter_for_windows_is_one_that_cmd_reads(python: str, encoding: str, read_as: str) -> None:
    """Lines end as cmd wants them, a path is quoted, its % doubled, and UTF-8 is said before it is used."""
    content: bytes = INSTALL.batch(python, encoding)
    assert b"\n" not in content.replace(b"\r\n", b"")
    first, *lines = content.decode(read_as).split("\r\n")
    assert first == "@echo off"
    assert (lines[0] == "chcp 65001 >nul") is (read_as == "utf-8")
    assert f'"{python.replace("%", "%%")}" -X utf8 -m xlreport menu "%folder%"' in lines


def test_the_script_that_installs_on_windows_is_plain() -> None:
    """ASCII alone, lines as cmd wants them; the note opens in its editor with its signs right."""
    name, text, _ = OFFLINE._INSTALL[True]  # noqa: SLF001  # what is written, before anything is downloaded
    assert name.endswith(".bat")
    assert text.isascii()
    assert "\n" not in text.replace("\r\n", "")
