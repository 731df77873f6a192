"""``zhaoshang event batches``: the batches of a signing ceremony, as papers or data."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from api.cli.event_output import TOPIC, claim_output, output_option, write_output
from api.cli.files import read_value
from api.cli.options import argument, flag, option
from api.cli.refusal import Refused
from api.cli.terminal import Terminal
from planner.errors import Fault

if TYPE_CHECKING:
    from events.batches.arrangement import Arrangement
    from events.signing import SigningPlan


class Print(StrEnum):
    """What is written of a ceremony."""

    SCRIPT = "script"
    PLAN = "plan"
    COPIES = "copies"


EXTENSIONS = {
    Print.SCRIPT: (".docx", ".pdf", ".json"),
    Print.PLAN: (".docx", ".pdf", ".json"),
    Print.COPIES: (".docx", ".pdf", ".xlsx", ".json"),
}


def command(terminal: Terminal) -> Callable[..., None]:
    """The command, speaking the language of ``terminal``."""

    def batches(
        ceremony: Annotated[Path, argument(terminal, "ceremony", "CEREMONY.json", topic=TOPIC)],
        output: Annotated[Path, output_option(terminal)],
        what: Annotated[Print, option(terminal, "batches_print", "--print", topic=TOPIC)] = Print.SCRIPT,
        force: Annotated[bool, flag(terminal, "force")] = False,
    ) -> None:
        extension = claim_output(output, EXTENSIONS[what], force=force)
        plan = read_ceremony(ceremony)
        arrangement = arranged_or_refused(plan, ceremony)
        _tell(terminal, plan, arrangement)
        if extension == ".json":
            write_output(terminal, output, f"{arrangement.model_dump_json(indent=1)}\n".encode())
        else:
            write_output(terminal, output, _file(terminal, plan, arrangement, what, extension))

    return batches


def read_ceremony(path: Path) -> "SigningPlan":
    """The ceremony in ``path``, called as the file if it has no title; Refused if it has no day."""
    from events.signing import SigningPlan, check_plan

    plan = read_value(path, SigningPlan)
    if plan.day is None:
        raise Refused(Fault(code="day_missing", place=f"{path.name}: day"))
    check_plan(plan)
    return plan if plan.title else plan.model_copy(update={"title": path.stem[:200]})


def arranged_or_refused(plan: "SigningPlan", path: Path) -> "Arrangement":
    """The batches of ``plan``; Refused with everything that stands against them."""
    from events.signing import arranged, obstacle_faults

    found = arranged(plan)
    if found.impossible:
        raise Refused(
            fault.model_copy(update={"place": path.name}) for fault in obstacle_faults(found.impossible)
        )
    return found


def _tell(terminal: Terminal, plan: "SigningPlan", found: "Arrangement") -> None:
    from api.documents.ceremony_papers import lack_words

    separator = terminal.say("terminal.list_separator")
    titles = {project.id: project.title for project in plan.projects}
    for item in found.not_ready:
        lacks = separator.join(lack_words(missing, terminal.language) for missing in item.missing)
        terminal.note(terminal.say("event.done.not_ready", project=titles[item.project], lacks=lacks))
    projects = sum(len(batch.places) for batch in found.batches)
    terminal.note(terminal.say("event.done.batches", projects=projects, batches=len(found.batches)))
    if not found.proven:
        terminal.note(terminal.say("event.done.unproven"))


def _file(
    terminal: Terminal, plan: "SigningPlan", found: "Arrangement", what: Print, extension: str
) -> bytes:
    """The bytes; files are dated by the day, so that equal ceremonies make equal bytes."""
    from api.documents.ceremony_papers import CeremonyPapers, batch_plan, contract_copies, script
    from api.documents.copies_workbook import copies_workbook
    from api.documents.official_paper import paper_docx, paper_pdf
    from planner.clock import at

    programme = plan.programme()
    made_at = at(programme.day, 0)
    papers = CeremonyPapers(
        programme, found, plan.projects, plan.witnesses, plan.rules, made_at, terminal.language
    )
    if extension == ".xlsx":
        return copies_workbook(papers)
    page = {Print.SCRIPT: script, Print.PLAN: batch_plan, Print.COPIES: contract_copies}[what](papers)
    return paper_docx(page) if extension == ".docx" else paper_pdf(page)
