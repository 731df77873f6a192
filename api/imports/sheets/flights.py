"""The table of flights: a file of its own beside the workbook, therefore none of ``SHEETS``."""

from api.imports.columns import Column, Kind, Sheet

FLIGHTS = Sheet(
    key="flights",
    root="flights",
    columns=(
        Column("number", required=True),
        Column("origin", required=True),
        Column("destination", required=True),
        Column("depart", Kind.ANY, required=True),
        Column("arrive", Kind.ANY, required=True),
        Column("weekdays", Kind.ANY),
    ),
)
