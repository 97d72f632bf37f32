"""A real scheduler and two workers on this computer: the same bytes as in one process, one of them killed midway."""

import functools
import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from returns_made import LAYOUT, answers, write_inbox
from rounds_made import CARRIED_OUT, RECEIVED
from running import run
from xlreport.errors import XlreportError
from xlreport.office.adding_up.consolidation import merge
from xlreport.office.adding_up.verification import verify
from xlreport.office.cluster import Cluster
from xlreport.office.taking_in.remote_files import near
from xlreport.office.taking_in.validation import validate

CODES = "ABCDEFGH"
TURNS, PAUSE = 1_200, 0.1
"""How often it is looked whether the scheduler has begun."""


@dataclass(frozen=True)
class Running:
    """A scheduler by its address, and its workers."""

    address: str
    workers: list["subprocess.Popen[bytes]"]


def started(kind: str, *arguments: str | Path) -> "subprocess.Popen[bytes]":
    """A part of the cluster, its talk thrown away."""
    command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *map(str, arguments), "--no-dashboard"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Running]:
    """A scheduler with two workers of one thread each, ended afterwards."""
    said = tmp_path / "scheduler.json"
    processes = [started("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", said)]
    own = ("--scheduler-file", said, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny")
    try:
        for _ in range(TURNS):
            if said.is_file():
                break
            time.sleep(PAUSE)
        processes += [started("worker", *own, "--local-directory", tmp_path) for _ in range(2)]
        yield Running(address=json.loads(said.read_text())["address"], workers=processes[1:])
    finally:
        for process in processes:
            process.kill()
            process.wait()


def test_a_cluster_gives_the_same_bytes_though_a_worker_dies(cluster: Running, tmp_path: Path) -> None:
    """One of the two is killed after the first return; the other does the rest, and proves and checks it too."""
    figures = {code: dict.fromkeys((RECEIVED, CARRIED_OUT), number) for number, code in enumerate(CODES)}
    inbox = write_inbox(tmp_path / "inbox", [(f"{code}.xlsx", answers(code, says)) for code, says in figures.items()])
    alone = merge([inbox], tmp_path / "汇总.xlsx", LAYOUT)

    def killing(files: Iterable[tuple[str, Path]]) -> Iterator[tuple[str, Path]]:
        for number, each in enumerate(files):
            if number == 1:
                cluster.workers[0].send_signal(signal.SIGKILL)
            yield each

    crew = Cluster(cluster.address)
    together = merge([inbox], tmp_path / "集群.xlsx", LAYOUT, crew=crew, track=killing)
    assert len(together.ledger.rows) == len(CODES)
    assert together.content == alone.content
    assert verify(together.output, [inbox], LAYOUT, crew=crew) == verify(together.output, [inbox], LAYOUT)
    assert validate([inbox], LAYOUT, crew=crew) == validate([inbox], LAYOUT)


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing."""

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


def test_a_cluster_reads_what_lies_at_a_url(cluster: Running, tmp_path: Path) -> None:
    """Its workers fetch the files, by whatever driver: the bytes are those of one process and a folder here."""
    figures = {code: dict.fromkeys((RECEIVED, CARRIED_OUT), number) for number, code in enumerate(CODES)}
    inbox = write_inbox(
        tmp_path / "收件", [(f"单位{code}.xlsx", answers(code, says)) for code, says in figures.items()]
    )
    alone, checked = merge([inbox], tmp_path / "汇总.xlsx", LAYOUT), validate([inbox], LAYOUT)
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        for path in sorted(inbox.iterdir()):
            archive.write(path, path.name)
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    web = f"http://127.0.0.1:{server.server_port}/收件"
    for number, url in enumerate((f"file://{inbox}", f"zip://::file://{tmp_path}/a.zip", web)):
        with near([url]) as found:
            crew = found.crew(Cluster(cluster.address))
            assert validate(found.places, LAYOUT, crew=crew).returns == checked.returns
        book = tmp_path / f"{number}.xlsx"
        words = ("merge", url, "-o", book, "--engine", "dask", "--scheduler", cluster.address)
        assert run(*words).code == run("merge", inbox, "-o", tmp_path / "b.xlsx", "--force").code
        assert book.read_bytes() == alone.output.read_bytes()
        proof = run("verify", book, url, "--engine", "dask", "--scheduler", cluster.address)
        assert (proof.code, "并与收件文件逐个单元格对照" in proof.out) == (0, True)
    server.shutdown()
    server.server_close()


def test_a_cluster_that_is_not_there_is_told(tmp_path: Path) -> None:
    """One sentence with the address, no traceback."""
    inbox = write_inbox(tmp_path / "inbox", [("A.xlsx", answers("A"))])
    with pytest.raises(XlreportError, match=r"tcp://127\.0\.0\.1:9"):
        validate([inbox], LAYOUT, crew=Cluster("tcp://127.0.0.1:9"))
