"""``zhaoshang backup``: one private file, whole or not there."""

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from api.store.database import Database
from api.store.restore import check
from tests.api.cli.runs import Shell
from tests.api.store.fill import fill


@pytest.fixture
def _filled(database: Database, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(database)
    monkeypatch.setenv("ZHAOSHANG_DATABASE_URL", database_url)


@pytest.mark.usefixtures("_filled")
def test_a_backup_is_written_for_its_owner_alone(shell: Shell) -> None:
    run = shell("backup", "b.zip")
    assert (run.status, run.out) == (0, "")
    assert f"{check(Path('b.zip')).rows} 行" in run.err
    assert stat.S_IMODE(Path("b.zip").stat().st_mode) == 0o600
    assert [path.name for path in Path().iterdir()] == ["b.zip"]


@pytest.mark.usefixtures("_filled")
def test_a_file_in_the_way_is_kept_unless_forced(shell: Shell) -> None:
    Path("b.zip").write_text("mine", encoding="utf-8")
    refused = shell("backup", "b.zip")
    assert (refused.status, Path("b.zip").read_text(encoding="utf-8")) == (1, "mine")
    assert shell("backup", "b.zip", "--force").status == 0
    assert check(Path("b.zip")).rows > 0


def test_without_tables_nothing_is_written(
    shell: Shell, fresh_url: Callable[..., str], backend: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHAOSHANG_DATABASE_URL", fresh_url(backend, tables=False))
    run = shell("backup", "b.zip")
    assert (run.status, Path("b.zip").exists()) == (1, False)
    assert "zhaoshang migrate" in run.err
