"""Sheet 日程占用: when people cannot travel."""

from api.imports.columns import Column, Kind, Sheet

BUSY = Sheet(
    key="busy",
    root="busy",
    optional=True,
    columns=(
        Column("person", Kind.LIST, required=True, refers_to="people", width=20),
        Column("dates", Kind.DAYS, required=True, width=28),
        Column("times", Kind.TIMES, width=16),
        Column("title", width=28),
    ),
)
