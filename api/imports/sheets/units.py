"""Sheet 单位: departments, parks and towns with their 1+1+2 roster."""

from api.imports.columns import Column, Kind, Sheet

UNITS = Sheet(
    key="units",
    root="units",
    columns=(
        Column("id", width=14),
        Column("name", required=True, width=24),
        Column("economic", Kind.YES_NO, width=10),
        Column("head", refers_to="people", path="roster.head", width=14),
        Column("deputy", refers_to="people", path="roster.deputy", width=14),
        Column("staff", Kind.LIST, refers_to="people", path="roster.staff", width=28),
        Column("liaison", refers_to="people", path="roster.liaison", width=14),
    ),
)
