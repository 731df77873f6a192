"""Sheet 活动: forums, signing ceremonies, joint meetings, trainings."""

from api.imports.columns import Column, Kind, Sheet

EVENTS = Sheet(
    key="events",
    root="events",
    optional=True,
    columns=(
        Column("id", width=14),
        Column("kind", Kind.EVENT_KIND, required=True, width=14),
        Column("title", width=32),
        Column("days", Kind.DAYS, path="candidate_days", width=24),
        Column("start", Kind.TIME, path="start_minute", width=10),
        Column("duration_minutes", Kind.MINUTES, width=10),
        Column("required", Kind.LIST, refers_to="people", width=24),
        Column("wished", Kind.LIST, refers_to="people", width=24),
        Column("required_units", Kind.LIST, refers_to="units", width=24),
        Column("wished_units", Kind.LIST, refers_to="units", width=24),
        Column("after", Kind.LIST, refers_to="events", width=14),
        Column("optional", Kind.YES_NO, width=10),
        Column("held_points", Kind.COUNT, width=10),
        Column("notice_days", Kind.COUNT, width=14),
        Column("next_to_holidays", Kind.YES_NO, width=12),
        Column("venue", width=20),
        Column("chain", refers_to="chains", width=14),
        Column("company_count", Kind.COUNT, width=10),
        Column("expert_count", Kind.COUNT, width=10),
        Column("pinned_day", Kind.DAY, path="pin.day", width=16),
    ),
)
