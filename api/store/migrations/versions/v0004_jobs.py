"""Jobs and the workers that do them; files that were uploaded."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    _job()
    _worker_heartbeat()
    _worker_turn()
    _upload()


def _job() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("season", sa.String(), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("requested_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True)),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("executor", sa.String()),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String()),
        sa.Column("best", sa.BigInteger()),
        sa.Column("bound", sa.BigInteger()),
        sa.Column("gap_permille", sa.Integer()),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("cancel_requested_at", sa.DateTime(timezone=True)),
        sa.Column("result", sa.String()),
        sa.Column("fault", sa.JSON()),
    )
    op.create_index("ix_job_created_at", "job", ["created_at"])
    op.create_index("ix_job_season", "job", ["season"])
    op.create_index("ix_job_state", "job", ["state"])


def _worker_heartbeat() -> None:
    op.create_table(
        "worker_heartbeat",
        sa.Column("executor", sa.String(), primary_key=True),
        sa.Column("beats", sa.Integer(), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("host", sa.String(), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("job", sa.String()),
    )


def _worker_turn() -> None:
    op.create_table(
        "worker_turn",
        sa.Column("task", sa.String(), primary_key=True),
        sa.Column("holder", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
    )


def _upload() -> None:
    op.create_table(
        "upload",
        sa.Column("id", sa.String(), primary_key=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("season", sa.LargeBinary()),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("committed_at", sa.DateTime(timezone=True)),
        sa.Column("committed_by", sa.String()),
    )
    op.create_index("ix_upload_account", "upload", ["account"])
    op.create_index("ix_upload_made_at", "upload", ["made_at"])
