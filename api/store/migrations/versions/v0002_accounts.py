"""Accounts: log-ins, API tokens, throttles, the key that signs, requests that must not be done twice."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables."""
    _account()
    _api_token()
    _login_attempt()
    _secret()
    _idempotency_key()


def _account() -> None:
    _record(
        "account",
        sa.Column("login", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("unit", sa.String()),
        sa.Column("person", sa.String()),
        sa.Column("oidc_subject", sa.String()),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.String()),
        sa.Column("epoch", sa.Integer(), nullable=False),
    )
    op.create_index(
        "account_login_live",
        "account",
        ["login"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "account_oidc_subject_live",
        "account",
        ["oidc_subject"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index("ix_account_changed_at", "account", ["changed_at"])
    op.create_index("ix_account_role", "account", ["role"])


def _api_token() -> None:
    op.create_table(
        "api_token",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("account", sa.String(), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("scopes", sa.JSON()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date()),
        sa.Column("last_used_at", sa.DateTime(timezone=True)),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("digest"),
    )
    op.create_index("ix_api_token_account", "api_token", ["account"])


def _login_attempt() -> None:
    op.create_table(
        "login_attempt",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_until", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("ix_login_attempt_last_at", "login_attempt", ["last_at"])


def _secret() -> None:
    op.create_table(
        "secret",
        sa.Column("name", sa.String(), primary_key=True),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
    )


def _idempotency_key() -> None:
    op.create_table(
        "idempotency_key",
        sa.Column("account", sa.String(), primary_key=True),
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
    )
    op.create_index("ix_idempotency_key_made_at", "idempotency_key", ["made_at"])


def _record(name: str, *columns: "sa.Column[Any] | sa.schema.SchemaItem") -> None:
    """A table of records: what each has in common, then its own columns."""
    op.create_table(
        name,
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True)),
        sa.Column("deleted_by", sa.String()),
        sa.Column("body", sa.JSON(), nullable=False),
        *columns,
    )
