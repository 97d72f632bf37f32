"""A whole folder made at once: built beside its place, put there when complete, or not at all; free names in one."""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from xlreport.errors import XlreportError
from xlreport.storage.replacing import ENDING, claim, is_abandoned, told

_LONGEST_NAME = 255
"""Bytes of a file's name on the usual systems."""


def free_name(name: str, taken: set[str]) -> str:
    """Give a file's name that is not among those `taken`, and add it; files of one name are told apart by a number."""
    plain, number, free = Path(name), 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{plain.stem} ({number}){plain.suffix}"
        if len(os.fsencode(free)) > _LONGEST_NAME:
            free = f"{plain.stem[: -len(f' ({number})')]} ({number}){plain.suffix}"
    taken.add(free.casefold())
    return free


def with_ending(name: str, ending: str) -> str:
    """Give a file's name with the ending of what is written, such as .xlsx for what was read from an .xls."""
    plain = Path(name)
    return name if plain.suffix.lower() == ending else plain.with_suffix(ending).name


@contextmanager
def new_folder(folder: Path, *, replaces: bool = False) -> Iterator[Path]:
    """Give an empty folder to build in; at the end its content stands at `folder`, which must be empty or not be there.

    The folders above it are made where they are missing. With `replaces` a folder that is there is given up for it, at
    the very end. Raises XlreportError when the folder cannot be made; whatever is raised inside, nothing of it stays.
    """
    target = Path(os.path.realpath(folder))
    with _parents(target, folder), _beside(target, folder) as work:
        with _named_as(work, folder):
            yield work
        with told(folder):
            _put(work, target, replaces=replaces)


@contextmanager
def _named_as(work: Path, folder: Path) -> Iterator[None]:
    """Have an error name what was to be made, not where it was being built."""
    try:
        yield
    except XlreportError as error:
        raise XlreportError(error.message.replace(str(work), str(folder))) from error
    except OSError as error:
        if not str(error.filename or "").startswith(str(work)):
            raise
        with told(Path(str(error.filename).replace(str(work), str(folder)))):
            raise


@contextmanager
def _parents(target: Path, folder: Path) -> Iterator[None]:
    """Make the folders above the target that are missing; when nothing comes to stand in them, they go again."""
    made: list[Path] = []
    try:
        with told(folder):
            for each in reversed(target.parents):
                if not each.exists():
                    each.mkdir(exist_ok=True)
                    made.append(each)
        yield
    except BaseException:
        with suppress(OSError):
            for each in reversed(made):
                each.rmdir()
        raise


@contextmanager
def _beside(target: Path, folder: Path) -> Iterator[Path]:
    """Give an empty folder beside the target that is gone at the end, unless it was renamed."""
    work = target.with_name(f".{target.name}.{secrets.token_hex(4)}{ENDING}")
    with told(folder):
        _sweep(target)
        work.mkdir()
    handle = _claimed(work)
    try:
        yield work
    finally:
        if handle is not None:
            os.close(handle)
        shutil.rmtree(work, ignore_errors=True)


def _put(work: Path, target: Path, *, replaces: bool) -> None:
    if replaces and target.exists():
        former = work.with_name(f"{work.name[: -len(ENDING)]}-old{ENDING}")
        target.rename(former)
        try:
            work.rename(target)
        except OSError:
            former.rename(target)
            raise
        shutil.rmtree(former, ignore_errors=True)
    elif target.is_dir():  # empty, and perhaps the folder one stands in
        _move(sorted(work.iterdir()), target)
    else:
        work.rename(target)


def _move(children: list[Path], target: Path) -> None:
    moved: list[Path] = []
    try:
        for child in children:
            child.rename(target / child.name)
            moved.append(child)
    except OSError:
        for child in moved:
            (target / child.name).rename(child)
        raise


def _claimed(work: Path) -> int | None:
    with suppress(OSError):
        handle = os.open(work, os.O_RDONLY)
        claim(handle)
        return handle
    return None  # a system that opens no folders


def _sweep(target: Path) -> None:
    """Remove what killed builders of this folder left behind; a former one goes back where no other took its place."""
    with suppress(OSError):
        for left in target.parent.glob(f".{target.name}.*{ENDING}"):
            if not left.is_dir() or not is_abandoned(left):
                continue
            if left.name.endswith(f"-old{ENDING}") and not target.exists():
                left.rename(target)
            else:
                shutil.rmtree(left, ignore_errors=True)
