"""``zhaoshang migrate``: says what it did, and may be run again."""

from collections.abc import Callable

import pytest

from api.store import migration
from tests.api.cli.runs import Shell


def test_it_makes_the_tables_then_finds_nothing_to_do(
    shell: Shell, fresh_url: Callable[..., str], backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHAOSHANG_DATABASE_URL", fresh_url(backend, tables=False))
    newest = migration.newest()
    first, second = shell("migrate"), shell("migrate")
    assert (first.status, first.err) == (0, f"数据库已建立（版本 {newest}）。\n")
    assert (second.status, second.err) == (0, f"数据库已是最新（版本 {newest}），未作改动。\n")
