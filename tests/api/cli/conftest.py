from pathlib import Path

import pytest

from tests.api.cli.runs import Shell


@pytest.fixture
def shell(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The command line, standing in an empty folder, with a wide terminal and no language set."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.delenv("ZHAOSHANG_LANG", raising=False)
    return Shell(capsys)
