"""What comes after: facts of visits, problems raised in them, milestones of projects, nominations."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables."""
    _fact()
    _problem()
    _milestone()
    _nomination()


def _record(name: str, *columns: sa.Column[object], indexed: tuple[str, ...]) -> None:
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
    for column in ("changed_at", *indexed):
        op.create_index(f"ix_{name}_{column}", name, [column])


def _fact() -> None:
    _record(
        "fact",
        sa.Column("season", sa.String(), nullable=False),
        sa.Column("company", sa.String(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Date()),
        sa.Column("stage", sa.String()),
        sa.Column("expected_investment_cny", sa.BigInteger()),
        indexed=("season", "company", "day"),
    )


def _problem() -> None:
    _record(
        "problem",
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("company", sa.String()),
        sa.Column("season", sa.String()),
        sa.Column("unit", sa.String()),
        sa.Column("units", sa.String(), nullable=False),
        sa.Column("person", sa.String()),
        sa.Column("due", sa.Date()),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        indexed=("company", "season", "unit", "person", "due", "state", "raised_on"),
    )


def _milestone() -> None:
    _record(
        "milestone",
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("reminder", sa.Date(), nullable=False),
        sa.Column("leader", sa.String(), nullable=False),
        sa.Column("key_project", sa.Boolean(), nullable=False),
        indexed=("due", "reminder", "leader"),
    )


def _nomination() -> None:
    _record(
        "nomination",
        sa.Column("admitted", sa.Boolean(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("trainings", sa.String(), nullable=False),
        indexed=("admitted",),
    )
