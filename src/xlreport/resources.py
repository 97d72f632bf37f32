"""Where the shipped forms and samples lie: in an installed package or in a checkout.

Opens nothing and searches nowhere else: not the working directory, not the environment.
"""

from pathlib import Path

from xlreport.errors import ResourceMissing


def templates_folder() -> Path:
    """The folder with one folder per form; raises ResourceMissing if the package came without it."""
    return _shipped("templates")


def samples_folder() -> Path:
    """The folder with one folder per sample; raises ResourceMissing if the package came without it."""
    return _shipped("samples")


def _shipped(name: str) -> Path:
    package = Path(__file__).resolve().parent
    if (inside := package / name).is_dir():
        return inside
    checkout = package.parents[1]
    # Without this question an installed package could take a stranger's folder for its own.
    if (checkout / "pyproject.toml").is_file() and (checkout / name).is_dir():
        return checkout / name
    raise ResourceMissing(name)
