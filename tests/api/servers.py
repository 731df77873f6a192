"""The service really listening: in a thread of this process, or as the processes a bureau would run."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import uvicorn

PATIENCE_SECONDS = 120  # a loaded machine of two cores starts slowly
_PROGRAM = "import sys; from api.cli import main; sys.exit(main())"
_ADDRESS = re.compile(r"http://[0-9.]+:[0-9]+")


def wait_until(condition: Callable[[], bool], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Return as soon as ``condition`` holds; AssertionError naming ``what`` after ``seconds``."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"waited {seconds} s for {what}"
        time.sleep(0.02)


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """``app`` on a free port, by uvicorn in a thread; the address it answers at. Stopped at the end."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=5)
        server = uvicorn.Server(config)
        thread = Thread(target=server.run, kwargs={"sockets": [listener]}, name="serving")
        thread.start()
        try:
            wait_until(lambda: server.started or not thread.is_alive(), "the server to start")
            assert thread.is_alive(), "the server did not start"
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(PATIENCE_SECONDS)
    assert not thread.is_alive(), "the server did not stop"


class Running:
    """A command of ``zhaoshang`` that runs: its process, and everything it has said."""

    def __init__(self, process: subprocess.Popen[bytes], said: Path) -> None:
        self.process = process
        self._said = said

    @property
    def output(self) -> str:
        """What it has written so far, to both streams."""
        return self._said.read_text(encoding="utf-8", errors="replace")

    @property
    def address(self) -> str:
        """The address it says it answers at; waits until it has said so."""
        wait_until(
            lambda: bool(_ADDRESS.search(self.output)) or self.process.poll() is not None, "an address"
        )
        found = _ADDRESS.search(self.output)
        assert found, self.output
        return found.group()


@contextmanager
def process(
    command: str, *arguments: str, database_url: str, folder: Path, settings: Mapping[str, str] | None = None
) -> Iterator[Running]:
    """``zhaoshang COMMAND``, running in ``folder`` on that database and a free port; killed at the end.

    ``settings`` are further variables of the environment, by their whole name.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ZHAOSHANG_")}
    environment |= {"ZHAOSHANG_DATABASE_URL": database_url, "ZHAOSHANG_PORT": "0", **(settings or {})}
    line = [
        sys.executable,
        "-c",
        "import sys; from api.cli import main; sys.exit(main())",
        command,
        *arguments,
    ]
    folder.mkdir(parents=True, exist_ok=True)
    said = folder / f"{command}-{time.monotonic_ns()}.log"
    with said.open("wb") as output:
        child = subprocess.Popen(
            line, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        try:
            yield Running(child, said)
        finally:
            child.kill()
            child.wait(PATIENCE_SECONDS)


@contextmanager
def process_serving(
    command: str, *arguments: str, database_url: str, folder: Path, settings: Mapping[str, str] | None = None
) -> Iterator[tuple[Running, str]]:
    """``zhaoshang web`` or ``serve`` as :func:`process`, once it is ready; with the address it answers at."""
    with process(command, *arguments, database_url=database_url, folder=folder, settings=settings) as running:
        address = running.address
        wait_until(lambda: _is_ready(address) or running.process.poll() is not None, "readiness")
        assert running.process.poll() is None, running.output
        yield running, address


def _is_ready(address: str) -> bool:
    try:
        return httpx.get(f"{address}/health/ready", timeout=5).status_code == 200
    except httpx.TransportError:
        return False
