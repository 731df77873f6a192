"""Sheet 区域与驻点: the regions a trip may combine, the home base and the outposts."""

from api.imports.columns import Column, Kind, Sheet

PLACES = Sheet(
    key="places",
    root="places",
    columns=(
        Column("kind", Kind.PLACE_KIND, required=True, width=14),
        Column("id", width=14),
        Column("name", required=True, width=16),
        Column("cities", Kind.LIST, required=True, width=48),
        Column("address", path="site.address", width=24),
        Column("lat", Kind.DEGREES, path="site.lat", width=10),
        Column("lon", Kind.DEGREES, path="site.lon", width=10),
        Column("datum", Kind.DATUM, path="site.datum", width=10),
        Column("regions", Kind.LIST, refers_to="regions", width=20),
        Column("leader_rank_at_most", Kind.RANK, width=16),
        Column("least_staff", Kind.COUNT, width=14),
    ),
)
