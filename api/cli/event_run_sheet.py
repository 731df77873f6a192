"""``zhaoshang event run-sheet``: a day minute by minute, as paper, workbook or data."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from api.cli.event_batches import arranged_or_refused, read_ceremony
from api.cli.event_output import TOPIC, claim_output, output_option, write_output
from api.cli.files import read_value
from api.cli.options import argument, flag, option
from api.cli.terminal import Terminal

if TYPE_CHECKING:
    from events.day_sheet import DaySheet, DayTask

EXTENSIONS = (".docx", ".pdf", ".xlsx", ".json")


def command(terminal: Terminal) -> Callable[..., None]:
    """The command, speaking the language of ``terminal``."""

    def run_sheet(
        task: Annotated[Path, argument(terminal, "day_task", "DAY.json", topic=TOPIC)],
        output: Annotated[Path, output_option(terminal)],
        ceremony: Annotated[
            Path | None,
            option(terminal, "with_ceremony", "--ceremony", metavar="CEREMONY.json", topic=TOPIC),
        ] = None,
        force: Annotated[bool, flag(terminal, "force")] = False,
    ) -> None:
        from events.day_sheet import DayTask, day_sheet

        extension = claim_output(output, EXTENSIONS, force=force)
        asked = read_value(task, DayTask)
        if ceremony is not None:
            asked = _with_batches(asked, ceremony)
        day = day_sheet(asked)
        _tell(terminal, day)
        write_output(terminal, output, _file(terminal, day, extension))

    return run_sheet


def _with_batches(asked: "DayTask", path: Path) -> "DayTask":
    """The task with the batches of the ceremony in ``path``, and its people by post and name."""
    from api.documents.signing_rows import names_of, titled

    plan = read_ceremony(path)
    signers = {signer.id: titled(signer) for project in plan.projects for signer in project.signers}
    return asked.model_copy(
        update={
            "arrangement": arranged_or_refused(plan, path),
            "projects": plan.projects,
            "rules": plan.rules,
            "names": {**signers, **names_of(plan.witnesses), **asked.names},
        }
    )


def _tell(terminal: Terminal, day: "DaySheet") -> None:
    from api.documents.run_sheet_papers import clash_text, late_text, warning_text

    language = terminal.language
    terminal.note(terminal.say("event.done.lines", lines=len(day.sheet.lines)))
    cautions = (
        *(clash_text(clash, day.names, language) for clash in day.clashes),
        *(late_text(line, day.starts_at or 0, language) for line in day.late),
        *(warning_text(warning, language) for warning in day.warnings),
    )
    for text in cautions:
        terminal.note(terminal.say("terminal.caution", text=text))


def _file(terminal: Terminal, day: "DaySheet", extension: str) -> bytes:
    """The bytes; files are dated by the day, so that equal days make equal bytes."""
    from api.documents.official_paper import paper_docx, paper_pdf
    from api.documents.run_sheet_papers import run_sheet_paper, run_sheet_workbook
    from planner.clock import at

    made_at, language = at(day.sheet.day, 0), terminal.language
    if extension == ".json":
        return f"{day.model_dump_json(indent=1)}\n".encode()
    if extension == ".xlsx":
        return run_sheet_workbook(day.sheet, day.names, made_at, language)
    page = run_sheet_paper(day.sheet, day.names, made_at, language, day.warnings)
    return paper_docx(page) if extension == ".docx" else paper_pdf(page)
