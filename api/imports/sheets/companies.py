"""Sheet 企业: the companies to be met."""

from api.imports.columns import Column, Kind, Sheet

COMPANIES = Sheet(
    key="companies",
    root="companies",
    columns=(
        Column("id", width=14),
        Column("name", required=True, width=30),
        Column("city", required=True, path="site.city", width=12),
        Column("address", path="site.address", width=28),
        Column("lat", Kind.DEGREES, path="site.lat", width=10),
        Column("lon", Kind.DEGREES, path="site.lon", width=10),
        Column("datum", Kind.DATUM, path="site.datum", width=10),
        Column("chain", refers_to="chains"),
        Column("expected_investment_cny", Kind.AMOUNT, width=14),
        Column("stage", Kind.STAGE, width=10),
        Column("kinds", Kind.LIST, width=16),
        Column("visit_minutes", Kind.MINUTES, width=10),
        Column("windows", Kind.WINDOWS, width=40),
        Column("least_rank", Kind.RANK, path="needs.least_rank", width=16),
        Column("needs_chief", Kind.YES_NO, path="needs.chief", width=12),
        Column("needs_person", refers_to="people", path="needs.person", width=12),
        Column("skills", Kind.LIST, path="needs.skills", width=12),
        Column("first_contact_unit", refers_to="units", path="first_contact.unit", width=16),
        Column("first_contact_person", refers_to="people", path="first_contact.person", width=12),
        Column("first_contact_aboard", Kind.YES_NO, path="first_contact.aboard", width=14),
        Column("channel", path="channel.kind", width=12),
        Column("companion", path="channel.companion", width=16),
        Column("last_met_on", Kind.PAST_DAY, width=16),
        Column("contact_name", path="contact.name", width=12),
        Column("contact_title", path="contact.title", width=12),
        Column("contact_phone", path="contact.phone", width=16),
        Column("brief", width=40),
        Column("pinned_day", Kind.DAY, path="pin.day", width=16),
        Column("pinned_leader", refers_to="people", path="pin.leader", width=14),
    ),
)
