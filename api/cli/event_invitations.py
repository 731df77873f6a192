"""``zhaoshang event invitations``: a list as it stands, who is next, and every mail, without the service."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from api.cli.event_output import TOPIC, claim_output, output_option, write_output
from api.cli.faults import worded
from api.cli.files import read_value
from api.cli.options import argument, flag, option
from api.cli.refusal import Refused
from api.cli.terminal import Terminal
from planner.errors import Fault

if TYPE_CHECKING:
    from api.cli.invitation_task import InvitationTask, Standing
    from events.invitation.play import Played


class Print(StrEnum):
    """What is written of a list."""

    LIST = "list"
    MAILS = "mails"


def command(terminal: Terminal) -> Callable[..., None]:
    """The command, speaking the language of ``terminal``."""

    def invitations(
        task: Annotated[Path, argument(terminal, "invitation_task", "INVITATIONS.json", topic=TOPIC)],
        output: Annotated[Path, output_option(terminal)],
        at: Annotated[
            datetime | None,
            option(
                terminal,
                "at",
                "--at",
                metavar="YYYY-MM-DDTHH:MM",
                formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d"],
                topic=TOPIC,
            ),
        ] = None,
        what: Annotated[Print, option(terminal, "invitations_print", "--print", topic=TOPIC)] = Print.LIST,
        force: Annotated[bool, flag(terminal, "force")] = False,
    ) -> None:
        from api.clock import wall_clock
        from planner.clock import ZONE

        _claim(output, what, force=force)
        asked = _read(task)
        now = wall_clock().astimezone(ZONE) if at is None else at.replace(tzinfo=ZONE)
        steps = play(asked, now, task)
        _caution(terminal, asked, steps, now)
        standing, following = stand(asked, steps, now)
        _tell(terminal, standing)
        if what is Print.LIST:
            write_output(terminal, output, f"{standing.model_dump_json(indent=1)}\n".encode())
        else:
            _print(terminal, asked, steps, following, output)

    return invitations


def _claim(output: Path, what: Print, *, force: bool) -> None:
    from api.cli.invitation_mails import claim_folder

    if what is Print.MAILS:
        claim_folder(output, force=force)
    else:
        claim_output(output, (".json",), force=force)


def _read(path: Path) -> "InvitationTask":
    """The task in ``path``; Refused for a file that is none, InvalidInput for a sender nobody can be."""
    from api.cli.invitation_task import InvitationTask
    from api.mail.address import mailbox

    asked = read_value(path, InvitationTask)
    mailbox(asked.sender, f"{path.name}: sender")
    return asked


def play(asked: "InvitationTask", now: datetime, path: Path) -> "tuple[Played, ...]":
    """What has happened up to ``now``, step by step; Refused for a list or an act that cannot be."""
    from pydantic import ValidationError

    from api.mail.address import is_address
    from api.texts.unusable import unusable
    from events.invitation.play import played

    try:
        drafts = asked.drafts()
    except ValidationError as error:
        raise Refused(fault.model_copy(update={"place": path.name}) for fault in unusable(error)) from None
    silent = frozenset(item.guest.id for item in drafts.invitations if not is_address(item.guest.mail))
    steps = tuple(played(drafts, asked.acts, now, asked.workdays, silent))
    unknown = [
        fault.model_copy(update={"place": f"{path.name}: acts[{step.number}]", "value": drafts.title})
        for step in steps
        for fault in step.decision.faults
        if fault.code == "guest_not_on_list"
    ]
    if unknown:
        raise Refused(unknown)
    return steps


def stand(
    asked: "InvitationTask", steps: "tuple[Played, ...]", now: datetime
) -> "tuple[Standing, tuple[Played, ...]]":
    """How the list stands after ``steps``, and the step that leads to the mails that leave next."""
    from api.cli.invitation_task import Standing
    from api.mail.address import is_address
    from events.invitation.by_clock import next_news
    from events.invitation.play import Played
    from events.invitation.waves import PassedOver, advance, next_wave

    value, workdays = steps[-1].decision.invitations, asked.workdays
    wave = next_wave(value, now, workdays)
    opens = now if wave.not_before is None else wave.not_before
    wave = next_wave(value, opens, workdays)
    silent = frozenset(item.guest.id for item in value.invitations if not is_address(item.guest.mail))
    news = next_news(value, now, workdays, PassedOver(by_hand=silent)) if value.rule.by_itself else None
    following: tuple[Played, ...] = ()
    if news is not None:
        following = (Played(news.at, None, news.decision),)
    elif not value.rule.by_itself and wave.sends:
        following = (Played(opens, None, advance(value, opens, workdays)),)
    standing = Standing(
        at=now,
        invitations=value,
        next_wave=tuple(send.guest for send in wave.sends),
        next_wave_at=opens if wave.sends else None,
        answer_by=wave.answer_by if wave.sends else None,
        by_itself_at=None if news is None else news.at,
    )
    return standing, following


def _caution(terminal: Terminal, asked: "InvitationTask", steps: "tuple[Played, ...]", now: datetime) -> None:
    """What was refused and what somebody should know, act by act; acts that lie ahead are no news yet."""
    for step in steps:
        notes: tuple[Fault, ...] = (*step.decision.faults, *step.decision.notes)
        for note in notes if step.number is not None else ():
            text = worded(note, terminal.language).message
            words = {"number": step.number, "text": text}
            terminal.note(terminal.say("terminal.caution", text=terminal.say("event.done.act", **words)))
    ahead = sum(act.at > now for act in asked.acts)
    if ahead:
        text = terminal.say("event.done.acts_ahead", count=ahead)
        terminal.note(terminal.say("terminal.caution", text=text))


def _tell(terminal: Terminal, standing: "Standing") -> None:
    """How many are in which state, and when who is written to next."""
    from collections import Counter

    from events.invitation.answer_rule import told

    counts = Counter(item.state for item in standing.invitations.invitations)
    listed = (
        terminal.say("event.done.state", state=terminal.say(f"invitation.state.{state}"), count=count)
        for state, count in counts.items()
    )
    separator = terminal.say("terminal.list_separator")
    terminal.note(terminal.say("event.done.stands", at=told(standing.at), states=separator.join(listed)))
    words = {"count": len(standing.next_wave), "at": told(standing.next_wave_at)}
    words["answer_by"] = told(standing.answer_by)
    key = "next_wave" if standing.next_wave else "no_wave"
    terminal.note(terminal.say(f"event.done.{key}", **words))
    if standing.by_itself_at is not None:
        terminal.note(terminal.say("event.done.by_itself", at=told(standing.by_itself_at)))


def _print(
    terminal: Terminal,
    asked: "InvitationTask",
    steps: "tuple[Played, ...]",
    following: "tuple[Played, ...]",
    folder: Path,
) -> None:
    from api.cli.invitation_mails import NEXT, SO_FAR, printed, write_papers

    so_far = printed(asked, [(step.at, step.decision) for step in steps])
    ahead = printed(asked, [(step.at, step.decision) for step in following])
    write_papers(folder, so_far.papers, ahead.papers)
    separator = terminal.say("terminal.list_separator")
    if untold := dict.fromkeys((*so_far.untold, *ahead.untold)):
        text = terminal.say("event.done.untold", guests=separator.join(untold))
        terminal.note(terminal.say("terminal.caution", text=text))
    for part, found in ((SO_FAR, so_far), (NEXT, ahead)):
        words = {"count": len(found.papers), "path": folder / part}
        terminal.note(terminal.say("event.done.papers", **words))
    terminal.note(terminal.say("event.done.trial"))
