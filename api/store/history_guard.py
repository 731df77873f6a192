"""A guard in the database itself, whoever writes and by whatever program: UIDs stay, SEQUENCE never falls."""

from sqlalchemy import DDL, event
from sqlmodel import SQLModel


def guards(table: str, fixed: tuple[str, ...], words: str) -> dict[str, list[str]]:
    """By dialect the statements after which ``table`` refuses with ``words``.

    Refused are a change of a ``fixed`` column, a SEQUENCE lower than before (RFC 5545 §3.8.7.4), and that a
    row goes.
    """
    broken = " OR ".join(("NEW.sequence < OLD.sequence", *(f"NEW.{name} <> OLD.{name}" for name in fixed)))
    function = f"{table}_refuse"
    return {
        "sqlite": [
            f"CREATE TRIGGER {table}_{name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{words}'); END"
            for name, when in (
                ("keeps_history", f"UPDATE ON {table} WHEN {broken}"),
                ("stays", f"DELETE ON {table}"),
            )
        ],
        "postgresql": [
            (
                f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger AS "
                f"'BEGIN RAISE EXCEPTION ''{words}''; END' LANGUAGE plpgsql"
            ),
            *(
                f"CREATE TRIGGER {table}_{name} BEFORE {when} EXECUTE FUNCTION {function}()"
                for name, when in (
                    ("keeps_history", f"UPDATE ON {table} FOR EACH ROW WHEN ({broken})"),
                    ("stays", f"DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT"),
                )
            ),
        ],
    }


def guard_history(table: str, fixed: tuple[str, ...], words: str) -> None:
    """Have ``table`` made with its :func:`guards`; migrations have theirs, as they were in their step."""
    for dialect, statements in guards(table, fixed, words).items():
        for statement in statements:
            event.listen(
                SQLModel.metadata.tables[table],
                "after_create",
                DDL(statement).execute_if(dialect=dialect),  # type: ignore[no-untyped-call]  # SQLAlchemy's own
            )
