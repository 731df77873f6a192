"""A season and its plan as a folder of files for people: calendars, handbooks, tables, a picture."""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from api.cli.refusal import Refused
from api.cli.terminal import Terminal
from api.texts import Language
from planner.errors import Fault
from planner.plan import Plan
from planner.season import Season

Files = Iterator[tuple[str, bytes]]


@dataclass(frozen=True)
class Edition:
    """What is published: a season, its plan, the audit in words, and the terminal's language."""

    season: Season
    plan: Plan
    audit_text: str
    language: Language


def calendars(edition: Edition) -> Files:
    """``calendars/<person>.ics`` and ``calendars/<trip>.ics``."""
    from api.calendars.files import calendar_files

    files = calendar_files(edition.season, edition.plan, language=edition.language)
    yield from ((f"calendars/{name}", content) for name, content in files.items())


def handbooks(edition: Edition) -> Files:
    """``trips/<trip>.docx`` and ``trips/<trip>.pdf``."""
    from api.calendars.files import calendar_file_name
    from api.documents.handbook import handbook
    from api.documents.handbook_docx import handbook_docx
    from api.documents.handbook_pdf import handbook_pdf

    for trip in edition.plan.trips:
        book = handbook(edition.season, edition.plan, trip.id, edition.language)
        stem = calendar_file_name(trip.id).removesuffix(".ics")
        yield f"trips/{stem}.docx", handbook_docx(book)
        yield f"trips/{stem}.pdf", handbook_pdf(book)


def workbook(edition: Edition) -> Files:
    """``season.xlsx``: all trips, visits, absences, and what was left out."""
    from api.documents.season_workbook import season_workbook

    yield "season.xlsx", season_workbook(edition.season, edition.plan, edition.language, edition.audit_text)


def picture(edition: Edition) -> Files:
    """``season.svg``: who is away when, and the events."""
    from api.documents.season_svg import season_svg

    yield "season.svg", season_svg(edition.season, edition.plan, edition.language)


PARTS: Mapping[str, Callable[[Edition], Files]] = {
    "calendars": calendars,
    "handbooks": handbooks,
    "workbook": workbook,
    "picture": picture,
}

# What each part makes in the folder.
PLACES = {"calendars": "calendars", "handbooks": "trips", "workbook": "season.xlsx", "picture": "season.svg"}


def chosen_parts(words: str) -> tuple[str, ...]:
    """The parts named in ``words``, separated by commas; Refused for one that does not exist."""
    names = tuple(word.strip() for word in words.split(",") if word.strip())
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        detail = {"known": ", ".join(PARTS)}
        raise Refused(
            Fault(code="no_such_part", place="--only", value=name, detail=detail) for name in unknown
        )
    return names or tuple(PARTS)


def claim_parts(folder: Path, parts: Sequence[str], *, force: bool) -> None:
    """Make sure that nothing of ``parts`` stands in ``folder`` already: Refused if so, unless ``force``."""
    if folder.exists() and not folder.is_dir():
        raise Refused(Fault(code="not_a_folder", place=str(folder)))
    taken = [folder / PLACES[part] for part in parts if (folder / PLACES[part]).exists()]
    if taken and not force:
        raise Refused(Fault(code="file_exists", place=str(path)) for path in taken)


def publish(folder: Path, edition: Edition, parts: Sequence[str], terminal: Terminal) -> int:
    """Write ``parts`` into ``folder`` and return how many files that made.

    All is made beside the folder first and moved in at the end: after an error the folder is as it was.
    What an earlier run left of the same parts is replaced; everything else in the folder stays.
    """
    folder.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder, prefix=".draft-"))
    try:
        count = 0
        for part in parts:
            terminal.note(terminal.say(f"terminal.part.{part}"))
            for name, content in PARTS[part](edition):
                target = draft / name
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(content)
                count += 1
        for made in sorted(draft.iterdir()):
            _move_in(made, folder / made.name)
        return count
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _move_in(made: Path, place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place)
    made.replace(place)
