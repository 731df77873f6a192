"""Sheet 规则: the season's name and dates, and every rule of the planner, one a row."""

from api.imports.columns import Column, Kind, Sheet

RULES = Sheet(
    key="rules",
    root="rules",
    columns=(
        Column("key", Kind.RULE_KEY, required=True, width=26),
        Column("subject", width=24),
        Column("value", Kind.ANY, width=30),
        Column("note", width=40),
        Column("approved_by", width=14),
    ),
)
