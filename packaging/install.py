"""Installs xlreport from the folder it lies in, and from nothing else: no network is asked for.

Makes a Python environment in `runtime` beside it, installs the wheels of `wheelhouse` by their pinned digests, and
writes the starter, which may be copied into the folder of any round. Runs on Python 3.11 or later with its standard
library alone.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
RUNTIME, WHEELS, PINNED = HERE / "runtime", HERE / "wheelhouse", HERE / "requirements.txt"
OLDEST = (3, 11)
WINDOWS = os.name == "nt"
STARTER = "年报助手"


def main() -> None:
    """Install, or say in one line why not."""
    if sys.version_info < OLDEST:
        sys.exit(f"需要 Python 3.11 或以上，现为 {sys.version.split()[0]} (Python 3.11 or later is needed)")
    venv.EnvBuilder(clear=True, with_pip=True).create(RUNTIME)
    python = RUNTIME / ("Scripts/python.exe" if WINDOWS else "bin/python")
    words = ["--no-index", "--find-links", str(WHEELS), "--require-hashes", "--requirement", str(PINNED)]
    # Whatever pip may be set up with on this machine, only the wheels beside this file are used.
    alone = {**os.environ, "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1"}
    done = subprocess.run(
        [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", "install", *words], check=False, env=alone
    )
    if done.returncode:
        sys.exit(
            "没有装上：请确认下载的是本机系统的安装包，Python 是其中列出的版本 (not installed: is it the bundle for "
            "this system, and one of the Python versions it names?)"
        )
    print(f"已装好 (installed): {starter(python)}")
    print("把它复制到批次文件夹里双击，或把批次文件夹拖到它上面 (copy it into a round's folder, or drop one on it)")


def starter(python: Path) -> Path:
    """Write what is double-clicked: the menu, on the folder that is dropped on it, else on the one it lies in."""
    if WINDOWS:
        path = HERE / f"{STARTER}.bat"
        path.write_bytes(batch(str(python), "mbcs"))
        return path
    path = HERE / f"{STARTER}.{'command' if sys.platform == 'darwin' else 'sh'}"
    text = f'#!/bin/sh\nexec "{python}" -m xlreport menu "${{1:-$(dirname "$0")}}"\n'
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def batch(python: str, encoding: str) -> bytes:
    """Give the starter for Windows in an encoding, or in UTF-8, said so, where that cannot spell a path."""
    lines = (
        'set "folder=%~1"',
        'if "%folder%"=="" set "folder=%~dp0."',
        f'"{python.replace("%", "%%")}" -X utf8 -m xlreport menu "%folder%"',
        "pause",
    )
    text = "".join(f"{line}\r\n" for line in lines)
    try:
        return b"@echo off\r\n" + text.encode(encoding)
    except UnicodeEncodeError:
        return b"@echo off\r\nchcp 65001 >nul\r\n" + text.encode()


if __name__ == "__main__":
    main()
