"""A season out of a workbook against what is stored: what it would change, and writing it whole."""

from sqlmodel import Session

from api.errors import OwnedByAnother
from api.store import ownership, season_records
from api.store.bulk import Change, compare, name_clashes
from api.store.companies import COMPANY
from api.store.kinds import KINDS
from api.store.ownership import OwnerChange
from api.store.work import Work
from planner.errors import Fault
from planner.season import Season
from planner.value import Value

MOST_IDS_SHOWN = 100


class KindReport(Value):
    """What an import does to the records of a kind: how many, the ids of the first, fields of the first."""

    change: Change
    created: int
    changed: int

    @classmethod
    def of(cls, change: Change) -> "KindReport":
        """The report of a change: counts whole, ids cut."""
        shown = {
            "created": change.created[:MOST_IDS_SHOWN],
            "changed": change.changed[:MOST_IDS_SHOWN],
        }
        return cls(
            change=change.model_copy(update=shown), created=len(change.created), changed=len(change.changed)
        )


class ImportReport(Value):
    """What an import brings: faults that stop it, notes, changes by kind, companies that change hands."""

    season: str | None = None
    title: str = ""
    faults: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()
    kinds: tuple[KindReport, ...] = ()
    handed_over: tuple[OwnerChange, ...] = ()


def report_of(session: Session, season: Season, notes: tuple[Fault, ...]) -> ImportReport:
    """What :func:`write` would do now."""
    values = season_records.records_of(season)
    changes = [compare(session, KINDS[name], some) for name, some in values.items()]
    clashes = [fault for name, some in values.items() for fault in name_clashes(session, KINDS[name], some)]
    return ImportReport(
        season=season.id,
        title=season.title,
        faults=tuple(clashes),
        notes=notes,
        kinds=tuple(KindReport.of(change) for change in changes),
        handed_over=ownership.changes_of_owner(session, season.companies),
    )


def write(work: Work, season: Season, *, may_hand_over: bool) -> ImportReport:
    """Write every record of ``season`` and say what that did.

    Raises as :func:`api.store.bulk.write_all` does, and :class:`OwnedByAnother` if a company would change
    hands without ``may_hand_over``.
    """
    handed_over = ownership.changes_of_owner(work.session, season.companies)
    if handed_over and not may_hand_over:
        by_id = {item.id: item.name for item in season.companies}
        raise OwnedByAnother(
            Fault(
                code="hand_over_needed",
                place=f"{COMPANY.name} {item.id}",
                value=by_id[item.id],
                detail={"unit": item.before},
            )
            for item in handed_over
        )
    done = season_records.load(work, season)
    ownership.log_changes_of_owner(work, handed_over)
    return ImportReport(
        season=season.id,
        title=season.title,
        kinds=tuple(KindReport.of(change) for change in done),
        handed_over=handed_over,
    )
