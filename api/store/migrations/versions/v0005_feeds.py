"""Feeds: who subscribed to what, and what changed in it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables."""
    _feed_revision()
    _feed_subscription()
    _feed_change()


def _feed_revision() -> None:
    op.create_table(
        "feed_revision",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("plans", sa.BigInteger(), nullable=False),
        sa.Column("subscriptions", sa.BigInteger(), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
    )


def _feed_subscription() -> None:
    op.create_table(
        "feed_subscription",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("target_kind", sa.String(), nullable=False),
        sa.Column("target_season", sa.String(), nullable=False),
        sa.Column("target_id", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("alarms", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("rotated_at", sa.DateTime(timezone=True)),
        sa.Column("revoked_at", sa.DateTime(timezone=True)),
        sa.Column("revoked_by", sa.String()),
        sa.Column("changed_in", sa.BigInteger(), nullable=False),
        sa.Column("last_fetched_at", sa.DateTime(timezone=True)),
        sa.Column("last_agent", sa.String(), nullable=False),
        sa.Column("fetch_count", sa.BigInteger(), nullable=False),
        sa.Column("fetched_plans", sa.BigInteger(), nullable=False),
    )
    op.create_index(
        "feed_subscription_target", "feed_subscription", ["target_kind", "target_season", "target_id"]
    )
    op.create_index("ix_feed_subscription_changed_in", "feed_subscription", ["changed_in"])
    op.create_index("ix_feed_subscription_token_hash", "feed_subscription", ["token_hash"], unique=True)


def _feed_change() -> None:
    op.create_table(
        "feed_change",
        sa.Column("target_kind", sa.String(), primary_key=True),
        sa.Column("target_season", sa.String(), primary_key=True),
        sa.Column("target", sa.String(), primary_key=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("season", sa.String(), nullable=False),
        sa.Column("publication", sa.Integer(), nullable=False),
        sa.Column("plans", sa.BigInteger(), nullable=False),
    )
