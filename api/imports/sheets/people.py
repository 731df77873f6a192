"""Sheet 人员: who may travel or must attend."""

from api.imports.columns import Column, Kind, Sheet

PEOPLE = Sheet(
    key="people",
    root="people",
    columns=(
        Column("id", width=14),
        Column("name", required=True, width=12),
        Column("title", width=24),
        Column("unit", required=True, refers_to="units", width=20),
        Column("rank", Kind.RANK, required=True, width=16),
        Column("base", refers_to="bases", width=14),
        Column("skills", Kind.LIST, width=16),
        Column("most_days_away", Kind.COUNT, width=14),
        Column("phone", width=16),
        Column("in_pool", Kind.YES_NO, width=10),
        Column("order", Kind.COUNT, width=8),
    ),
)
