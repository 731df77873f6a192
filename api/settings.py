"""Every setting of the service, from the environment (``ZHAOSHANG_...``) or a file ``.env``."""

from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from api.texts import Language

_EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104  (recognised here, not bound to)
_DATABASES = ("sqlite:///", "postgresql://")
_MAIL_SERVERS = ("smtp://", "smtps://")
_MAILBOXES = ("imaps://", "imap://", "maildir:///")


class Settings(BaseSettings):
    """What may be set; the README's table and ``docs/deploy.md`` name each.

    ``database_url`` holds data and jobs: ``sqlite:///file`` or ``postgresql://user:password@host/name``; with
    SQLite the jobs stand in a second file beside it. ``public_url`` is what phones reach the service by, and
    is put into feed addresses; unless set it is where the service listens. ``secret_key`` signs log-in
    cookies; without it one is made and kept in the database. ``keep_days`` is after how many days workers
    delete workbooks that were sent in, finished jobs and discarded drafts. ``private_addresses_allowed`` lets
    calendars be fetched from loopback and private networks. ``oidc_*`` switch on log-in by OpenID Connect.
    ``mail_url`` is the server that takes mails (``smtp://user:password@host:587``), ``mail_from`` who writes
    them, ``mail_copy_to`` a box that gets a copy of each, as proof that it left; ``mail_reply_tags`` whether
    ``name+tag@…`` is delivered to ``mail_from``; ``mailbox_url`` (``imaps://…``, ``maildir:///…``) is the box
    that answers come to, looked into every ``mailbox_seconds``.
    ``trusted_proxies`` are addresses whose ``X-Forwarded-For`` is believed. ``metrics_from_loopback`` lets
    whoever asks from this machine, and through no proxy, read ``/metrics`` without an account.
    """

    model_config = SettingsConfigDict(
        env_prefix="ZHAOSHANG_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    database_url: str = "sqlite:///var/zhaoshang.db"
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65_535)
    public_url: str = "http://127.0.0.1:8000"
    secret_key: SecretStr | None = None
    language: Language = "zh"
    session_hours: int = Field(default=12, ge=1, le=720)
    most_json_bytes: int = Field(default=1_048_576, ge=1_024)
    most_upload_bytes: int = Field(default=33_554_432, ge=1_024)
    keep_days: int = Field(default=90, ge=1, le=3_650)
    private_addresses_allowed: bool = False
    oidc_issuer: str | None = None
    oidc_client_id: str | None = None
    oidc_client_secret: SecretStr | None = None
    mail_url: SecretStr | None = None
    mail_from: str = "招商投资局 <zhaoshang@localhost>"
    mail_copy_to: str | None = None
    mail_reply_tags: bool = True
    mail_most_a_minute: int = Field(default=120, ge=0, le=100_000)
    mailbox_url: SecretStr | None = None
    mailbox_seconds: float = Field(default=60, ge=1, le=86_400)
    trusted_proxies: str = "127.0.0.1"
    metrics_from_loopback: bool = False
    log_format: Literal["json", "text"] = "json"
    log_level: Literal["debug", "info", "warning", "error"] = "info"

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        if not url.startswith(_DATABASES):
            raise ValueError(f"must begin with {' or '.join(_DATABASES)}")
        return url

    @field_validator("mail_url", "mailbox_url")
    @classmethod
    def _known_mail(cls, url: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        known = _MAIL_SERVERS if info.field_name == "mail_url" else _MAILBOXES
        if url is not None and not url.get_secret_value().startswith(known):
            raise ValueError(f"must begin with {' or '.join(known)}")
        return url

    @field_validator("public_url")
    @classmethod
    def _whole_address(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return url.rstrip("/")

    @model_validator(mode="before")
    @classmethod
    def _own_address(cls, given: Any) -> Any:
        """Phones reach the service where it listens, unless a public address is set."""
        if isinstance(given, dict) and "public_url" not in given and ("host" in given or "port" in given):
            host = str(given.get("host", "127.0.0.1"))
            shown = "127.0.0.1" if host in _EVERYWHERE else f"[{host}]" if ":" in host else host
            return {**given, "public_url": f"http://{shown}:{given.get('port', 8000)}"}
        return given

    @property
    def is_secure(self) -> bool:
        """Whether people reach the service by TLS, so that cookies may demand it."""
        return self.public_url.startswith("https://")
