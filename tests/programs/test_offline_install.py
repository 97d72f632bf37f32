"""An offline bundle installed in a network namespace without interfaces, from the bundle alone: demo and verify run.

Slow, and it wants a bundle that `make dist` built: `XLREPORT_OFFLINE_BUNDLE=dist/xlreport-…-manylinux_x86_64.zip`.
"""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
GIVEN = os.environ.get("XLREPORT_OFFLINE_BUNDLE", "")
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
