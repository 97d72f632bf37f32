"""Returns that lie at a URL: listed here, fetched by whoever reads them, through fsspec. Nothing is written there.

Each has a stand-in on this computer, at a path that ends as the URL does, so that it is named as a file here would be.
"""

import os
import pickle
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TypeVar

from xlreport.errors import XlreportError, reason
from xlreport.language import either
from xlreport.lazy import regex
from xlreport.plain_records import dataclass
from xlreport.reading.container import MAX_FILE_BYTES
from xlreport.rounds import SETTINGS_FILE
from xlreport.workers import Crew

Given = TypeVar("Given")
Result = TypeVar("Result")
_URL = regex(r"[A-Za-z][A-Za-z0-9+.-]*(?:://|::)")
_NOT_IN_A_NAME = regex(r"[\x00-\x1f\x7f\\]")
_QUOTED = ("http", "https")
"""What gives names as they stand in a URL, and pages with links that are no files."""


def is_url(text: str) -> bool:
    """Tell whether what was typed is a URL, such as s3://bucket/inbox or zip://::https://host/inbox.zip."""
    return _URL.match(text) is not None and not Path(text).exists()


@dataclass(frozen=True, slots=True)
class Source:
    """A file at a URL: what opens it, packed, for no process takes over another's connections; its path there."""

    opener: bytes
    path: str

    def content(self) -> bytes:
        """Fetch it, as far as a file may be large."""
        with _opened(self.opener, os.getpid()).open(self.path, "rb") as file:
            return bytes(file.read(MAX_FILE_BYTES + 1))


@lru_cache(maxsize=8)
def _opened(opener: bytes, _process: int) -> Any:
    return pickle.loads(opener)  # noqa: S301  # packed by this program


@dataclass(frozen=True, slots=True)
class Near:
    """Places on this computer, those for URLs with stand-ins alone; `sources` says of each stand-in what it is for."""

    places: tuple[Path, ...]
    sources: Mapping[Path, Source]

    def crew(self, crew: Crew) -> Crew:
        """Give a crew that fetches a file before it is read."""
        return _Fetching(crew, self.sources) if self.sources else crew

    def fetch(self) -> None:
        """Fetch all, for one who reads them here; one that cannot be fetched is not there."""
        for path, source in self.sources.items():
            try:
                path.write_bytes(source.content())
            except Exception:  # noqa: BLE001  # each driver has errors of its own
                path.unlink()


@contextmanager
def near(given: Iterable[Path | str]) -> Iterator[Near]:
    """Give places by their paths, and by URLs (as text) what lies there; raises XlreportError where nothing can be had.

    What the block raises names a URL, not its stand-in.
    """
    typed = tuple(given)
    if not any(isinstance(each, str) for each in typed):
        yield Near(tuple(each for each in typed if isinstance(each, Path)), {})
        return
    with tempfile.TemporaryDirectory(prefix="xlreport-", ignore_cleanup_errors=True) as folder:
        sources: dict[Path, Source] = {}
        places = tuple(
            _stood_in(each, Path(folder, str(number)), sources) if isinstance(each, str) else each
            for number, each in enumerate(typed)
        )
        try:
            yield Near(places, sources)
        except XlreportError as error:
            message = error.message
            for place, each in zip(places, typed, strict=True):
                message = message.replace(str(place), str(each))
            if message == error.message:
                raise
            raise XlreportError(message) from error


def _stood_in(url: str, folder: Path, sources: dict[Path, Source]) -> Path:
    """Put a stand-in for each file at a URL into a folder; give the place that stands for the URL."""
    opener, path = _opener(url)
    try:
        is_folder = bool(opener.isdir(path))
        sizes = _sizes(opener, path) if is_folder else {path: opener.info(path).get("size")}
        packed = pickle.dumps(opener)
    except Exception as error:
        raise XlreportError(f"{url}: {_why(error)}") from error
    place = folder.joinpath(*_parts(path, opener)) if _parts(path, opener) else folder / "inbox"
    place.mkdir(parents=True) if is_folder else place.parent.mkdir(parents=True, exist_ok=True)
    for name, size in sizes.items():
        below = _parts(name, opener)[len(_parts(path, opener)) :]
        if below or not is_folder:
            _put(place.joinpath(*below), name, size, sources, packed)
    if (place / SETTINGS_FILE).exists():
        why = either("批次文件夹须在本机；网址请写到收件文件夹", "a round's folder must be here; name its inbox by URL")
        raise XlreportError(f"{url}: {why}")
    return place


def _sizes(opener: Any, folder: str) -> dict[str, int | None]:
    """Give the files below a folder with their sizes; links of a page that only sort it are no files."""
    listed = {name: about.get("size") for name, about in opener.find(folder, detail=True).items()}
    named = {name: size for name, size in listed.items() if not (_is_quoted(opener) and ("?" in name or "#" in name))}
    unknown = [name for name, size in named.items() if size is None]
    return named | dict(zip(unknown, opener.sizes(unknown), strict=True))


def _put(path: Path, name: str, size: int | None, sources: dict[Path, Source], opener: bytes) -> None:
    """Put a stand-in: what it is for, or nothing where that is empty."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("" if size == 0 else name, encoding="utf-8", errors="backslashreplace")
    sources[path] = Source(opener, name)


def _opener(url: str) -> tuple[Any, str]:
    """Give what opens a URL, and the path of the URL to it; raises XlreportError where a part is not installed."""
    try:
        from fsspec.core import url_to_fs  # type: ignore[import-untyped]  # noqa: PLC0415  # an extra
    except ImportError as error:
        why = either("没有安装读网址所需的部件：pip install 'xlreport[cluster]'", "install the extra xlreport[cluster]")
        raise XlreportError(f"{url}: {why}") from error
    try:
        opener, path = url_to_fs(url)
    except ImportError as error:
        why = either("没有安装读这种网址的部件", "what opens such a URL is not installed")
        raise XlreportError(f"{url}: {why}: {_one_line(error)}") from error
    except Exception as error:
        raise XlreportError(f"{url}: {_why(error)}") from error
    return opener, str(path)


def _why(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return either("没有这个文件或文件夹", "no such file or folder")
    said = reason(error) if isinstance(error, OSError) and error.strerror else _one_line(error)
    return f"{either('不能打开这个网址', 'this URL cannot be opened')}: {said}"


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _parts(path: str, opener: Any) -> tuple[str, ...]:
    """Give the steps of a path as names that a folder here can have; none of them leads upwards."""
    from urllib.parse import unquote  # noqa: PLC0415  # few have a URL

    plain = unquote(path) if _is_quoted(opener) else path
    named = (_NOT_IN_A_NAME.sub("_", part) for part in _URL.sub("", plain, count=1).split("/"))
    return tuple(part for part in named if part not in {"", ".", ".."})


def _is_quoted(opener: Any) -> bool:
    protocols = (opener.protocol,) if isinstance(opener.protocol, str) else opener.protocol
    return any(each in _QUOTED for each in protocols)


@dataclass(frozen=True, slots=True)
class _Fetching:
    """A crew that fetches each file on the computer that reads it, and keeps it there no longer than that takes."""

    crew: Crew
    sources: Mapping[Path, Source]

    def each(
        self, work: Callable[[Given], Result], given: Sequence[Given], *, lost: Callable[[Given], Result]
    ) -> Generator[Result]:
        """Give the result for each thing, in their order."""
        return self.crew.each(partial(_fetched, work=work, sources=self.sources), given, lost=lost)

    def here(self, things: int) -> int:
        """Give how many processes of this computer work on so many things is worth."""
        return self.crew.here(things)


def _fetched(given: Any, *, work: Callable[[Any], Any], sources: Mapping[Path, Source]) -> Any:
    """Work on a file that was fetched for that; one that can no longer be had is not there, and told as such."""
    source = sources.get(_path_of(given))
    if source is None:
        return work(given)
    with tempfile.TemporaryDirectory(prefix="xlreport-", ignore_cleanup_errors=True) as folder:
        path = Path(folder, _path_of(given).name)
        try:
            path.write_bytes(source.content())
        except ImportError as error:  # on a worker that lacks what opens it
            raise XlreportError(f"{source.path}: {_one_line(error)}") from error
        except Exception:  # noqa: BLE001  # each driver has errors of its own
            path.unlink(missing_ok=True)
        return work(_at(given, path))


def _path_of(given: Any) -> Path:
    """Give the file of what is handed out: a path, a name with it, or a record that has it."""
    path: Path = given if isinstance(given, Path) else given[1] if isinstance(given, tuple) else given.path
    return path


def _at(given: Any, path: Path) -> Any:
    if isinstance(given, Path):
        return path
    return (given[0], path, *given[2:]) if isinstance(given, tuple) else replace(given, path=path)
