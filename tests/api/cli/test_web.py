"""``zhaoshang web`` as a process: it listens, is ready, ends when asked, and refuses what cannot be."""

import signal
import socket
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.api.cli.runs import Shell
from tests.api.servers import PATIENCE_SECONDS, process_serving


def test_the_web_process_serves_and_ends_by_itself_when_asked(database_url: str, tmp_path: Path) -> None:
    with process_serving("web", database_url=database_url, folder=tmp_path) as (running, address):
        answer = httpx.get(f"{address}/health")
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port))) as slow:  # a request that never comes to its end
            slow.sendall(
                b"POST /api/v1/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                b"Content-Length: 100\r\n\r\n{"
            )
            running.process.send_signal(signal.SIGTERM)
            status = running.process.wait(PATIENCE_SECONDS)
    assert (answer.status_code, answer.json()["tables"]) == (200, "current")
    assert "server" not in answer.headers
    assert (status, running.output.splitlines()[-1]) == (0, "网页与接口进程已停止。")


def test_a_proxy_is_believed_who_asks_and_a_second_wish_to_end_does_no_harm(
    database_url: str, tmp_path: Path
) -> None:
    """Who may read the metrics from this machine shows whom the server takes the client for."""
    settings = {"ZHAOSHANG_METRICS_FROM_LOOPBACK": "true"}
    with process_serving("web", database_url=database_url, folder=tmp_path, settings=settings) as (
        running,
        address,
    ):
        here = httpx.get(f"{address}/metrics")
        handed_on = httpx.get(f"{address}/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
        running.process.send_signal(signal.SIGINT)
        running.process.send_signal(signal.SIGINT)
        status = running.process.wait(PATIENCE_SECONDS)
    assert (here.status_code, handed_on.status_code, status) == (200, 401, 0)


def test_a_database_that_was_not_migrated_is_refused_with_the_remedy(
    shell: Shell, fresh_url: Callable[..., str], backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHAOSHANG_DATABASE_URL", fresh_url(backend, tables=False))
    run = shell("web", "--port", "0")
    assert run.status == 1
    assert "zhaoshang migrate" in run.err


def test_a_port_in_use_is_refused(shell: Shell, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHAOSHANG_DATABASE_URL", database_url)
    with socket.create_server(("127.0.0.1", 0)) as other:
        run = shell("web", "--port", other.getsockname()[1])
    assert run.status == 1
    assert "无法在 127.0.0.1:" in run.err


@pytest.mark.parametrize(
    ("name", "value"),
    [("ZHAOSHANG_DATABASE_URL", "mysql://root:s3cret@host/x"), ("ZHAOSHANG_PORT", "many")],
)
def test_an_unfit_setting_is_named_but_its_value_is_not(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    run = shell("web")
    assert run.status == 1
    assert f"设置 {name} 的值不能用" in run.err
    assert value not in run.err


def test_a_database_out_of_reach_is_said_without_its_password(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    monkeypatch.setenv("ZHAOSHANG_DATABASE_URL", f"postgresql://zs:s3cret@127.0.0.1:{port}/zs")
    run = shell("migrate")
    assert run.status == 1
    assert "数据库无法使用" in run.err
    assert "s3cret" not in run.err
