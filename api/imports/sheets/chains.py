"""Sheet 产业链: the industrial chains, their chiefs and the rest of the 六个一."""

from api.imports.columns import Column, Sheet

CHAINS = Sheet(
    key="chains",
    root="chains",
    optional=True,
    columns=(
        Column("id", width=14),
        Column("name", required=True, width=16),
        Column("chief", refers_to="people", width=12),
        Column("plan", width=28),
        Column("team", width=20),
        Column("think_tank", width=20),
        Column("responsibility", width=20),
        Column("park", width=20),
    ),
)
