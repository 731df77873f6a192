"""``zhaoshang restore``: says what it would do, does it when nothing is lost, or when told to."""

from collections.abc import Callable
from pathlib import Path

import pytest

from api.store.database import Database
from tests.api.cli.runs import Shell
from tests.api.store.fill import fill
from tests.api.store.rows import all_rows


@pytest.fixture
def backed_up(shell: Shell, database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A backup of a database that holds something."""
    fill(database)
    monkeypatch.setenv("ZHAOSHANG_DATABASE_URL", database_url)
    assert shell("backup", "b.zip").status == 0
    return Path("b.zip")


@pytest.fixture
def other(
    fresh_url: Callable[..., str], backend: str, monkeypatch: pytest.MonkeyPatch, backed_up: Path
) -> str:
    """The address of another database, where commands now go."""
    assert backed_up.exists()
    url = fresh_url(backend, tables=False)
    monkeypatch.setenv("ZHAOSHANG_DATABASE_URL", url)
    return url


def test_a_backup_goes_into_a_bare_database(
    shell: Shell, backed_up: Path, database: Database, other: str
) -> None:
    run = shell("restore", backed_up)
    restored = Database(other)
    assert (run.status, all_rows(restored) == all_rows(database)) == (0, True)
    assert "现有 0 行" in run.err
    restored.close()


def test_a_check_writes_nothing(shell: Shell, backed_up: Path, other: str) -> None:
    run = shell("restore", backed_up, "--check")
    bare = Database(other)
    assert (run.status, run.err.splitlines()[-1]) == (0, "备份文件完好；未写入任何内容。")
    assert not bare.engine.dialect.has_table(bare.engine.connect(), "company")
    bare.close()


def test_a_database_with_data_is_left_alone_until_forced(
    shell: Shell, backed_up: Path, database: Database
) -> None:
    before = all_rows(database)
    refused = shell("restore", backed_up)
    assert (refused.status, all_rows(database)) == (1, before)
    assert "--force" in refused.err
    assert shell("restore", backed_up, "--force").status == 0
    assert all_rows(database) == before


@pytest.mark.usefixtures("backed_up")
def test_what_is_no_backup_is_refused(shell: Shell) -> None:
    Path("other.zip").write_bytes(b"PK no zip")
    assert shell("restore", "other.zip").status == 1
    assert "找不到该文件" in shell("restore", "missing.zip").err
