"""What comes into the mailbox."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "letter",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("key", sa.String(), nullable=False, unique=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("event", sa.String()),
        sa.Column("guest", sa.String()),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_by", sa.String()),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("why", sa.JSON()),
    )
    for column in ("state", "event", "received_at"):
        op.create_index(f"ix_letter_{column}", "letter", [column])
