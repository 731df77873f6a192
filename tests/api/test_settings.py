"""Settings come from the environment, are refused when unfit, and stand in the documents."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from api.settings import Settings
from tests.house.source import ROOT


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # where no .env lies
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ZHAOSHANG_{name.upper()}", raising=False)


def test_settings_come_from_the_environment_or_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text(
        "ZHAOSHANG_PORT=9001\nZHAOSHANG_LANGUAGE=en\nPATH_OF_OTHERS=1\n", encoding="utf-8"
    )
    monkeypatch.setenv("ZHAOSHANG_PORT", "9002")
    found = Settings()
    assert (found.port, found.language, found.database_url) == (9002, "en", "sqlite:///var/zhaoshang.db")


def test_an_empty_variable_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHAOSHANG_SECRET_KEY", "")
    assert Settings().secret_key is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("database_url", "mysql://host/name"),
        ("database_url", "zhaoshang.db"),
        ("public_url", "zs.example.cn"),
        ("port", "70000"),
        ("language", "fr"),
        ("session_hours", "0"),
        ("log_level", "loud"),
        ("most_json_bytes", "-1"),
    ],
)
def test_an_unfit_value_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"ZHAOSHANG_{name.upper()}", value)
    with pytest.raises(ValidationError) as refused:
        Settings()
    assert [error["loc"] for error in refused.value.errors()] == [(name,)]


@pytest.mark.parametrize(
    ("given", "public"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"port": 9000}, "http://127.0.0.1:9000"),
        ({"host": "0.0.0.0", "port": 80}, "http://127.0.0.1:80"),
        ({"host": "10.1.2.3"}, "http://10.1.2.3:8000"),
        ({"host": "::1"}, "http://[::1]:8000"),
        ({"port": 9000, "public_url": "https://zs.example.cn/"}, "https://zs.example.cn"),
    ],
)
def test_phones_reach_it_where_it_listens_unless_told_otherwise(
    given: dict[str, object], public: str
) -> None:
    assert Settings.model_validate(given).public_url == public


def test_cookies_may_demand_tls_only_where_there_is_tls() -> None:
    assert Settings(public_url="https://zs.example.cn").is_secure
    assert not Settings().is_secure


def test_no_secret_is_shown_when_settings_are_printed() -> None:
    settings = Settings(secret_key="a-key-nobody-may-see", oidc_client_secret="nor-this-one")
    assert "nobody-may-see" not in f"{settings!r}{settings}"
    assert "nor-this-one" not in f"{settings!r}{settings}"


def test_every_setting_stands_in_the_document_on_deployment() -> None:
    page = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    names = {f"ZHAOSHANG_{name.upper()}" for name in Settings.model_fields}
    assert {name for name in names if f"`{name}`" not in page} == set()
