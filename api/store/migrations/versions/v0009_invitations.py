"""Invitation lists and their invitations."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the tables."""
    _lists()
    _invitations()
    _day_itself()


def _lists() -> None:
    op.create_table(
        "invitation_list",
        sa.Column("event", sa.String(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("letter", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("door_generation", sa.Integer(), nullable=False),
        sa.Column("door_hash", sa.String(), nullable=False, unique=True),
    )


def _invitations() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("event", sa.String(), sa.ForeignKey("invitation_list.event"), nullable=False),
        sa.Column("guest", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False, unique=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False, unique=True),
        sa.Column("badge_hash", sa.String(), nullable=False, unique=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stamp", sa.DateTime(timezone=True)),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.UniqueConstraint("event", "guest"),
    )
    op.create_index("ix_invitation_event", "invitation", ["event"])


def _day_itself() -> None:
    op.create_table(
        "arrival",
        sa.Column("event", sa.String(), sa.ForeignKey("invitation_list.event"), primary_key=True),
        sa.Column("guest", sa.String(), primary_key=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
    )
    op.create_table(
        "event_sheet",
        sa.Column("event", sa.String(), primary_key=True),
        sa.Column("kind", sa.String(), primary_key=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
    )
