"""Builds the wheel and, for each platform, a bundle that installs without any network: `make dist`.

A bundle is a zip of pinned wheels, their digests, the script that installs them and a note. What is downloaded comes
from wherever pip is set up to look; no such place is written into any file.
"""

import hashlib
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHONS = ("3.11", "3.12", "3.13")
"""The versions of Python for which a bundle has wheels."""
PLATFORMS = {
    "win_amd64": ("win_amd64",),
    "manylinux_x86_64": ("manylinux2014_x86_64", "manylinux_2_17_x86_64", "manylinux_2_28_x86_64"),
    "manylinux_aarch64": ("manylinux2014_aarch64", "manylinux_2_17_aarch64", "manylinux_2_28_aarch64"),
}
"""By the name in the bundle's: the tags of its wheels."""
EXTRAS = "sign,sm"
PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
_DAY = (1980, 1, 1, 0, 0, 0)
_WINDOWS = "win_amd64"
_NOTE = """xlreport {version}，{platform}：不连网安装

要有 Python {pythons} 之一。没有的：请信息部门用本单位软件源，或从 Python 官方网站下载安装程序
（Windows 上安装时勾选“Add python.exe to PATH”）；银河麒麟、统信等系统用自带的软件商店。

1. 把整个压缩包解开到一个固定的文件夹，如 D:\\xlreport，以后不要移动。
2. {install}
3. 把生成的“年报助手”复制到批次文件夹里双击，或把批次文件夹拖到它上面；
   按数字选：检查收件、谁还没报、汇总、复核、打开结果。

安装只用 wheelhouse 里的文件，逐个核对 requirements.txt 中的指纹，不访问网络。删除整个文件夹即卸载。

Needs one of Python {pythons}. Unpack all of it into a folder that stays, run the install script, copy the starter into
a round's folder or drop one on it. Only the files of wheelhouse are used, each checked against its digest in
requirements.txt; no network is asked for.
"""
_ON_WINDOWS = re.compile("(platform_system|sys_platform|os_name) *== *.(Windows|win32|nt)")
_NAMED = re.compile(r"Requires-Dist:\s*([\w.-]+)")
_INSTALL = {
    True: (
        "安装.bat",
        '@echo off\r\npy -3 "%~dp0install.py" || python "%~dp0install.py"\r\npause\r\n',
        "双击“安装.bat”。",
    ),
    False: (
        "install.sh",
        '#!/bin/sh\nexec "${PYTHON:-python3}" "$(dirname "$0")/install.py"\n',
        "在终端运行 sh install.sh。",
    ),
}


def main(target: Path, platforms: Iterable[str]) -> None:
    """Build into a folder: the wheel, and a bundle for each platform that is named."""
    target.mkdir(parents=True, exist_ok=True)
    wheel = built(target)
    for platform in platforms:
        print(bundled(target, platform, wheel))


def built(target: Path) -> Path:
    """Build the wheel."""
    subprocess.run([*PIP, "wheel", "--no-deps", "--wheel-dir", str(target), str(ROOT)], check=True)
    return max(target.glob("xlreport-*.whl"), key=lambda path: path.stat().st_mtime)


def bundled(target: Path, platform: str, wheel: Path) -> Path:
    """Download a platform's wheels and pack the bundle; gives its path."""
    version = wheel.name.split("-")[1]
    place = target / f"xlreport-{version}-{platform}"
    shutil.rmtree(place, ignore_errors=True)
    wheels = place / "wheelhouse"
    wheels.mkdir(parents=True)
    tags = [word for tag in PLATFORMS[platform] for word in ("--platform", tag)]
    for python in PYTHONS:
        words = ["--only-binary=:all:", *tags, "--python-version", python, "--implementation", "cp"]
        subprocess.run([*PIP, "download", *words, "--dest", str(wheels), f"{wheel}[{EXTRAS}]"], check=True)
    shutil.copy(wheel, wheels)
    is_windows = platform == _WINDOWS
    if is_windows and (missing := wanted_on_windows(wheels)):
        words = ["--no-deps", "--only-binary=:all:", *tags, "--python-version", PYTHONS[0], "--implementation", "cp"]
        subprocess.run([*PIP, "download", *words, "--dest", str(wheels), *missing], check=True)
    script, text, how = _INSTALL[is_windows]
    (place / "requirements.txt").write_text(pinned(wheels), encoding="utf-8", newline="\n")
    (place / script).write_bytes(text.encode())
    shutil.copy(Path(__file__).with_name("install.py"), place)
    note = _NOTE.format(version=version, platform=platform, pythons="、".join(PYTHONS), install=how)
    (place / "读我.txt").write_bytes(("\ufeff" + note.replace("\n", "\r\n")).encode())
    return zipped(place)


def wanted_on_windows(wheels: Path) -> list[str]:
    """Give what some package needs on Windows alone and is not there: pip goes by the system it runs on."""
    present = {wheel.name.split("-")[0].replace("_", "-").lower() for wheel in wheels.glob("*.whl")}
    wanted = set()
    for wheel in wheels.glob("*.whl"):
        with zipfile.ZipFile(wheel) as archive:
            name = next(each for each in archive.namelist() if each.endswith(".dist-info/METADATA"))
            lines = archive.read(name).decode(errors="replace").splitlines()
        needs = [line for line in lines if line.startswith("Requires-Dist:") and "extra ==" not in line]
        wanted |= {_NAMED.findall(line)[0].lower() for line in needs if _ON_WINDOWS.search(line)}
    return sorted(wanted - present)


def pinned(wheels: Path) -> str:
    """Give each package at its one version with the digests of all its wheels."""
    digests: dict[tuple[str, str], list[str]] = {}
    for wheel in sorted(wheels.glob("*.whl")):
        name, version = wheel.name.split("-")[:2]
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        digests.setdefault((name.replace("_", "-").lower(), version), []).append(digest)
    names = [name for name, _ in digests]
    if twice := {name for name in names if names.count(name) > 1}:
        sys.exit(f"two versions of one package: {', '.join(sorted(twice))}")
    lines = (
        " \\\n    ".join((f"{name}=={version}", *(f"--hash=sha256:{each}" for each in found)))
        for (name, version), found in digests.items()
    )
    return "".join(f"{line}\n" for line in lines)


def zipped(place: Path) -> Path:
    """Pack a folder, every time the same bytes for the same files."""
    path = place.with_name(f"{place.name}.zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for file in sorted(each for each in place.rglob("*") if each.is_file()):
            entry = zipfile.ZipInfo(f"{place.name}/{file.relative_to(place).as_posix()}", _DAY)
            entry.external_attr = (0o100755 if file.suffix in {".sh", ".bat"} else 0o100644) << 16
            archive.writestr(entry, file.read_bytes())
    shutil.rmtree(place)
    return path


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:] or PLATFORMS)
