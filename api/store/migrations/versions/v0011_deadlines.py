"""Deadlines in calendars: of every milestone and problem there is the entry that its owners are to have.

Written without the program's own values, which go on changing: these are as they were in this step.
"""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

_BROKEN = (
    "NEW.sequence < OLD.sequence OR NEW.uid <> OLD.uid OR NEW.kind <> OLD.kind OR NEW.subject <> OLD.subject"
)
_WORDS = "a deadline keeps its UID and its SEQUENCE never falls"
_FUNCTION = "deadline_refuse"
GUARDS = {
    "sqlite": [
        f"CREATE TRIGGER deadline_{name} BEFORE {when} BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
        for name, when in (
            ("keeps_history", f"UPDATE ON deadline WHEN {_BROKEN}"),
            ("stays", "DELETE ON deadline"),
        )
    ],
    "postgresql": [
        (
            f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger AS "
            f"'BEGIN RAISE EXCEPTION ''{_WORDS}''; END' LANGUAGE plpgsql"
        ),
        *(
            f"CREATE TRIGGER deadline_{name} BEFORE {when} EXECUTE FUNCTION {_FUNCTION}()"
            for name, when in (
                ("keeps_history", f"UPDATE ON deadline FOR EACH ROW WHEN ({_BROKEN})"),
                ("stays", "DELETE OR TRUNCATE ON deadline FOR EACH STATEMENT"),
            )
        ),
    ],
}
_NAMESPACE = uuid.UUID("3f0c7a52-7d0e-4b8e-9a51-5d3c1f6e2b94")


def upgrade() -> None:
    """Make the tables, fill them, and tell every cache of calendars."""
    _deadline()
    _deadline_change()
    entries = [*_of_milestones(), *_of_problems()]
    if not entries:
        return
    now = datetime.now(UTC)
    _fill(entries, now)
    _tell(entries, now)


def _deadline() -> None:
    op.create_table(
        "deadline",
        sa.Column("uid", sa.String(), primary_key=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.UniqueConstraint("kind", "subject"),
    )
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def _deadline_change() -> None:
    op.create_table(
        "deadline_change",
        sa.Column("target_kind", sa.String(), primary_key=True),
        sa.Column("target", sa.String(), primary_key=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("plans", sa.BigInteger(), nullable=False),
    )


def _bodies(name: str) -> Iterator[dict[str, Any]]:
    """The live records of a table."""
    table = sa.table(name, sa.column("id"), sa.column("body", sa.JSON), sa.column("deleted_at", sa.DateTime))
    query = sa.select(table.c.body).where(table.c.deleted_at.is_(None)).order_by(table.c.id)
    yield from op.get_bind().execute(query).scalars().all()


def _name(table: str, identity: str) -> str:
    named = sa.table(table, sa.column("id"), sa.column("name"))
    found = op.get_bind().execute(sa.select(named.c.name).where(named.c.id == identity)).scalar()
    return str(found or identity)


def _owner(kind: str, identity: str, part: str) -> dict[str, str]:
    return {"kind": kind, "id": identity, "part": part, "name": _name(kind, identity)}


def _of_milestones() -> Iterator[dict[str, Any]]:
    """Of each that is watched still, both days. Fields that came later than the record are absent."""
    for body in _bodies("milestone"):
        if body.get("started_on") or body.get("dropped_on"):
            continue
        ones = body.get("five_ones") or {}
        named = {"leader": body["leader"]} | {
            key: ones.get(key, "") for key in ("map", "team", "sees_through")
        }
        owners = [_owner("person", body["leader"], "leader")]
        if named["sees_through"].strip():
            owners.append(_owner("person", named["sees_through"], "sees_through"))
        if body.get("unit"):
            owners.append(_owner("unit", body["unit"], "unit"))
        for kind, day in (("start_due", body["due"]), ("start_reminder", body["reminder"])):
            yield {
                "kind": kind,
                "subject": body["project"],
                "day": day,
                "due": body["due"],
                "owners": owners,
                "project": body["project"],
                "signed_on": body["signed_on"],
                "key_project": body.get("key_project", False),
                "map": named["map"],
                "team": named["team"],
                "lacking": [one for one, words in named.items() if not words.strip()],
            }


def _of_problems() -> Iterator[dict[str, Any]]:
    """Of each that is pending, has a day and somebody to solve it."""
    for body in _bodies("problem"):
        owners = [_owner("person", body["person"], "solver")] if body.get("person") else []
        owners += [_owner("unit", body["unit"], "unit")] if body.get("unit") else []
        if not owners or not body.get("due") or body.get("state") in {"solved", "dropped"}:
            continue
        company = body.get("company")
        yield {
            "kind": "problem_due",
            "subject": body["id"],
            "day": body["due"],
            "due": body["due"],
            "owners": owners,
            "text": body["text"],
            "topic": body.get("topic", "other"),
            "company": company,
            "company_name": _name("company", company) if company else "",
            "project": body.get("project"),
        }


def _fill(entries: list[dict[str, Any]], now: datetime) -> None:
    table = sa.table(
        "deadline",
        *(sa.column(name) for name in ("uid", "kind", "subject", "sequence")),
        sa.column("changed_at", sa.DateTime(timezone=True)),
        sa.column("body", sa.JSON),
    )
    rows = []
    for entry in entries:
        words = ("deadline", entry["kind"], entry["subject"])
        uid = str(uuid.uuid5(_NAMESPACE, "".join(f"{len(word)}:{word}" for word in words)))
        stamp = now.isoformat()
        made = {"uid": uid, "sequence": 0, "created_at": stamp, "changed_at": stamp}
        body = {"entry": {"revision": made, "deadline": entry}}
        named = {name: entry[name] for name in ("kind", "subject")}
        rows.append({"uid": uid, **named, "sequence": 0, "changed_at": _kept(now), "body": body})
    op.get_bind().execute(table.insert(), rows)


def _tell(entries: list[dict[str, Any]], now: datetime) -> None:
    """The count of changes rises, and with it what phones compare their copy with."""
    table = sa.table(
        "feed_revision",
        *(sa.column(name) for name in ("id", "plans", "subscriptions")),
        sa.column("modified_at", sa.DateTime(timezone=True)),
    )
    connection, whole = op.get_bind(), now.replace(microsecond=0)
    found = connection.execute(sa.select(table.c.plans, table.c.modified_at)).first()
    plans = 1 if found is None else found.plans + 1
    if found is None:
        first = {"id": 1, "plans": 1, "subscriptions": 0, "modified_at": _kept(whole)}
        connection.execute(table.insert(), first)
    else:
        later = found.modified_at.replace(tzinfo=found.modified_at.tzinfo or UTC) + timedelta(seconds=1)
        connection.execute(table.update().values(plans=plans, modified_at=_kept(max(whole, later))))
    changes = sa.table(
        "deadline_change",
        *(sa.column(name) for name in ("target_kind", "target", "plans")),
        sa.column("changed_at", sa.DateTime(timezone=True)),
    )
    owners = sorted({(owner["kind"], owner["id"]) for entry in entries for owner in entry["owners"]})
    connection.execute(
        changes.insert(),
        [
            {"target_kind": kind, "target": identity, "plans": plans, "changed_at": _kept(now)}
            for kind, identity in owners
        ],
    )


def _kept(moment: datetime) -> datetime:
    """As the database keeps instants: SQLite without a zone, in UTC."""
    return moment.replace(tzinfo=None) if op.get_bind().dialect.name == "sqlite" else moment
