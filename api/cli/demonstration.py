"""The demonstration: workbook, import, plan, audit, files, summary; then published in the database."""

from pathlib import Path
from time import monotonic

from api.cli.audit_report import audit_text
from api.cli.demonstration_service import door, prepare
from api.cli.files import claim, write_bytes, write_value
from api.cli.importing import imported
from api.cli.publish import PARTS, Edition, claim_parts, publish
from api.cli.service import settings_with
from api.cli.sizes import sizes
from api.cli.solving import solved
from api.cli.summary import summary
from api.cli.terminal import Terminal
from api.sample.workbook import write_sample
from planner.audit import audit
from planner.options import Options
from planner.season import Season

AUDIT_FAILED = 1
OWN_FILES = ("season.json", "plan.json", "audit.txt")


def demonstrate(terminal: Terminal, folder: Path, options: Options, *, force: bool) -> int:
    """Go the whole way in ``folder``; the exit status is 0 if the plan passed its audit."""
    started_at = monotonic()
    settings = settings_with()
    prepare(settings)
    folder.mkdir(parents=True, exist_ok=True)
    for name in OWN_FILES:
        claim(folder / name, force=force)
    claim_parts(folder, tuple(PARTS), force=force)
    season = _season(terminal, folder)
    terminal.note(terminal.say("terminal.demo.plan"))
    plan = solved(terminal, season, options)
    found = audit(season, plan)
    words = audit_text(terminal, season, plan, found)
    write_value(folder / "plan.json", plan)
    write_bytes(folder / "audit.txt", words.encode())
    terminal.note(terminal.say("terminal.demo.audit", verdict=words.partition("\n")[0]))
    terminal.note(terminal.say("terminal.demo.export"))
    edition = Edition(season, plan, words, terminal.language)
    count = publish(folder, edition, tuple(PARTS), terminal) + len(OWN_FILES)
    terminal.show(*summary(terminal, season, plan))
    if found.passed:
        terminal.show(*door(terminal, settings, season, plan))
    seconds = f"{monotonic() - started_at:.0f}"
    terminal.note(terminal.say("terminal.demo.done", seconds=seconds, count=count, path=folder))
    return 0 if found.passed else AUDIT_FAILED


def _season(terminal: Terminal, folder: Path) -> Season:
    workbook = write_sample(folder)
    terminal.note(terminal.say("terminal.demo.workbook", path=workbook))
    season = imported(terminal, workbook)
    write_value(folder / "season.json", season)
    terminal.note(terminal.say("terminal.demo.import", **sizes(season)))
    return season
