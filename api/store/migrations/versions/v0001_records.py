"""The records that people edit, the links between them, and the audit log that nobody can change."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

AUDIT_TRIGGERS = {
    "sqlite": [
        (
            "CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        ),
        (
            "CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        ),
    ],
    "postgresql": [
        (
            "CREATE OR REPLACE FUNCTION audit_log_append_only() RETURNS trigger AS "
            "'BEGIN RAISE EXCEPTION ''the audit log is append-only''; END' LANGUAGE plpgsql"
        ),
        (
            "CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log "
            "FOR EACH STATEMENT EXECUTE FUNCTION audit_log_append_only()"
        ),
    ],
}


def upgrade() -> None:
    """Make the first tables."""
    _audit_log()
    _district()
    _people()
    _companies()
    _seasons()


def _audit_log() -> None:
    op.create_table(
        "audit_log",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("actor_name", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("before", sa.JSON()),
        sa.Column("after", sa.JSON()),
    )
    op.create_index("ix_audit_log_actor", "audit_log", ["actor"])
    op.create_index("ix_audit_log_at", "audit_log", ["at"])
    op.create_index("ix_audit_log_subject", "audit_log", ["subject"])
    op.create_table(
        "link",
        sa.Column("source_kind", sa.String(), primary_key=True),
        sa.Column("source", sa.String(), primary_key=True),
        sa.Column("target_kind", sa.String(), primary_key=True),
        sa.Column("target", sa.String(), primary_key=True),
    )
    op.create_index("link_target", "link", ["target_kind", "target"])
    for statement in AUDIT_TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)


def _district() -> None:
    _record(
        "chain",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("chief", sa.String()),
    )
    op.create_index("ix_chain_changed_at", "chain", ["changed_at"])
    op.create_index("ix_chain_name", "chain", ["name"])
    _record(
        "region",
        sa.Column("name", sa.String(), nullable=False),
    )
    op.create_index("ix_region_changed_at", "region", ["changed_at"])
    op.create_index("ix_region_name", "region", ["name"])
    _record(
        "outpost",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
    )
    op.create_index("ix_outpost_changed_at", "outpost", ["changed_at"])
    op.create_index("ix_outpost_name", "outpost", ["name"])
    _record(
        "city",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("province", sa.String(), nullable=False),
    )
    op.create_index("ix_city_changed_at", "city", ["changed_at"])
    op.create_index("ix_city_name", "city", ["name"])


def _people() -> None:
    _record(
        "unit",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("economic", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_unit_changed_at", "unit", ["changed_at"])
    op.create_index("ix_unit_name", "unit", ["name"])
    _record(
        "person",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("base", sa.String(), nullable=False),
        sa.Column("skills", sa.String(), nullable=False),
        sa.Column("in_pool", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_person_changed_at", "person", ["changed_at"])
    op.create_index("ix_person_name", "person", ["name"])
    op.create_index("ix_person_rank", "person", ["rank"])
    op.create_index("ix_person_unit", "person", ["unit"])
    _record(
        "busy_time",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("end", sa.DateTime(timezone=True), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
    )
    op.create_index("ix_busy_time_changed_at", "busy_time", ["changed_at"])
    op.create_index("ix_busy_time_person", "busy_time", ["person"])
    op.create_index("ix_busy_time_source", "busy_time", ["source"])
    op.create_index("ix_busy_time_start", "busy_time", ["start"])


def _companies() -> None:
    _record(
        "company",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("name_key", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("chain", sa.String()),
        sa.Column("unit", sa.String()),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("kinds", sa.String(), nullable=False),
        sa.Column("channel", sa.String()),
        sa.Column("expected_investment_cny", sa.BigInteger(), nullable=False),
        sa.Column("last_met_on", sa.Date()),
    )
    op.create_index(
        "company_name_key_live",
        "company",
        ["name_key"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index("ix_company_chain", "company", ["chain"])
    op.create_index("ix_company_changed_at", "company", ["changed_at"])
    op.create_index("ix_company_city", "company", ["city"])
    op.create_index("ix_company_expected_investment_cny", "company", ["expected_investment_cny"])
    op.create_index("ix_company_last_met_on", "company", ["last_met_on"])
    op.create_index("ix_company_name", "company", ["name"])
    op.create_index("ix_company_stage", "company", ["stage"])
    op.create_index("ix_company_unit", "company", ["unit"])


def _seasons() -> None:
    _record(
        "season",
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
    )
    op.create_index("ix_season_changed_at", "season", ["changed_at"])
    op.create_index("ix_season_first", "season", ["first"])
    _record(
        "event",
        sa.Column("season", sa.String(), nullable=False),
        sa.Column("event_kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("chain", sa.String()),
    )
    op.create_index("ix_event_changed_at", "event", ["changed_at"])
    op.create_index("ix_event_event_kind", "event", ["event_kind"])
    op.create_index("ix_event_season", "event", ["season"])


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
