"""Plans as they were made and published, the documents they came from, and what of them is in calendars."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# A published item keeps its UID, and its SEQUENCE never falls (RFC 5545 §3.8.7.4), whoever writes.
_BROKEN = (
    "NEW.sequence < OLD.sequence OR NEW.uid <> OLD.uid OR NEW.season <> OLD.season "
    "OR NEW.kind <> OLD.kind OR NEW.subject <> OLD.subject"
)
_WORDS = "a published item keeps its UID and its SEQUENCE never falls"
_FUNCTION = "published_item_refuse"
GUARDS = {
    "sqlite": [
        f"CREATE TRIGGER published_item_{name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
        for name, when in (
            ("keeps_history", f"UPDATE ON published_item WHEN {_BROKEN}"),
            ("stays", "DELETE ON published_item"),
        )
    ],
    "postgresql": [
        (
            f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger AS "
            f"'BEGIN RAISE EXCEPTION ''{_WORDS}''; END' LANGUAGE plpgsql"
        ),
        *(
            f"CREATE TRIGGER published_item_{name} BEFORE {when} EXECUTE FUNCTION {_FUNCTION}()"
            for name, when in (
                ("keeps_history", f"UPDATE ON published_item FOR EACH ROW WHEN ({_BROKEN})"),
                ("stays", "DELETE OR TRUNCATE ON published_item FOR EACH STATEMENT"),
            )
        ),
    ],
}


def upgrade() -> None:
    """Make the tables."""
    _document()
    _plan()
    _publication()
    _published_item()


def _document() -> None:
    op.create_table(
        "document",
        sa.Column("digest", sa.String(), primary_key=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    )


def _plan() -> None:
    op.create_table(
        "plan",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("season", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("number", sa.Integer()),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("season_document", sa.String(), nullable=False),
        sa.Column("plan_document", sa.String(), nullable=False),
        sa.Column("based_on", sa.Integer()),
        sa.Column("job", sa.String()),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("objective", sa.BigInteger(), nullable=False),
        sa.Column("bound", sa.BigInteger()),
        sa.Column("gap_permille", sa.Integer()),
        sa.Column("trips", sa.Integer(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        sa.Column("published_by", sa.String()),
        sa.Column("deleted_at", sa.DateTime(timezone=True)),
        sa.Column("deleted_by", sa.String()),
        sa.UniqueConstraint("job"),
        sa.UniqueConstraint("season", "number"),
    )
    op.create_index("ix_plan_created_at", "plan", ["created_at"])
    op.create_index("ix_plan_season", "plan", ["season"])
    op.create_index("ix_plan_state", "plan", ["state"])


def _publication() -> None:
    op.create_table(
        "publication",
        sa.Column("season", sa.String(), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(), nullable=False),
    )


def _published_item() -> None:
    op.create_table(
        "published_item",
        sa.Column("uid", sa.String(), primary_key=True),
        sa.Column("season", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("publication", sa.Integer(), nullable=False),
    )
    op.create_index("ix_published_item_season", "published_item", ["season"])
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)
