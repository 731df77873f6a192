"""Wishes solved at the terminal: followed while it runs, and told in two tables."""

from dataclasses import dataclass
from datetime import date

from rich.table import Table

from api.cli.aside import done_aside
from api.cli.left_out import wanted_ids
from api.cli.live import following, step_words
from api.cli.points import points_words
from api.cli.terminal import Terminal
from api.documents.help_words import (
    basis_words,
    easiest_words,
    effect_lines,
    gain_words,
    loss_words,
    subject_words,
    wish_words,
)
from api.documents.register import Register
from planner.helps.assessment import Helps, Subject
from planner.helps.report import helps
from planner.options import Options
from planner.plan import Plan
from planner.progress import Progress
from planner.season import Season
from planner.wish import AnyWish


@dataclass(frozen=True)
class Asked:
    """What is asked, as :func:`planner.helps.report.helps` has it, and for how many seconds.

    ``wanted`` are ids or names of companies.
    """

    options: Options
    wanted: tuple[str, ...]
    wishes: tuple[AnyWish, ...] | None
    most: int
    published: Plan | None
    today: date | None
    seconds: float | None


def helped(terminal: Terminal, season: Season, plan: Plan, asked: Asked) -> Helps:
    """What would help; the first Ctrl-C keeps what is known by then. Raises Refused for an unknown name."""
    companies = tuple(sorted(wanted_ids(season, plan, asked.wanted))) if asked.wanted else ()
    terminal.note(terminal.say("terminal.solve.loading"))
    register, now = Register(season), list[Subject]([None])

    def words(terminal: Terminal, step: Progress) -> str:
        subject = subject_words(now[0], register, terminal.language)
        return terminal.say("helps.table.step", subject=subject, line=step_words(terminal, step))

    with following(terminal, asked.seconds, words) as (watch, listener):

        def hear(subject: Subject, step: Progress) -> None:
            now[0] = subject
            listener(step)

        return done_aside(
            lambda: helps(
                season, plan, asked.options, companies=companies, wishes=asked.wishes, most=asked.most,
                published=asked.published, today=asked.today, stop=watch, progress=hear,
            ),
            watch.stop,
        )  # fmt: skip


def show_helps(terminal: Terminal, season: Season, found: Helps) -> None:
    """The figures counted from, the wishes by gain, the companies left out."""
    register = Register(season)
    points = points_words(terminal, found.plan.total)
    terminal.show(terminal.say("helps.headline.plan", title=season.title, points=points))
    if found.anew is None:
        terminal.show(terminal.say("helps.headline.not_anew"))
    else:
        figures = (points_words(terminal, item) for item in (found.anew.total, found.anew.bound))
        terminal.show(
            terminal.say("helps.headline.anew", **dict(zip(("points", "bound"), figures, strict=True)))
        )
    if found.assessments:
        terminal.show(_wishes(terminal, register, found))
    else:
        terminal.show(terminal.say("helps.table.none"))
    if found.losses:
        terminal.show(_losses(terminal, register, found))


def _wishes(terminal: Terminal, register: Register, found: Helps) -> Table:
    language = terminal.language
    table = _table(terminal, "heading", "wish gain effect basis")
    for item in found.assessments:
        effect = "\n".join(effect_lines(item, register, language))
        wish, basis = wish_words(item.wish, register, language), basis_words(item.basis, language)
        table.add_row(wish, gain_words(item, language), effect, basis)
    return table


def _losses(terminal: Terminal, register: Register, found: Helps) -> Table:
    """The cheapest first; in the end those of which only the reason is known."""
    language = terminal.language
    table = _table(terminal, "losses", "company loss easiest basis")
    for item in sorted(found.losses, key=lambda item: (item.points is None, item.points or 0)):
        name = register.company(item.company).name
        basis = basis_words(item.basis, language) if item.basis else terminal.say("helps.loss.not_tried")
        table.add_row(name, loss_words(item, language), easiest_words(item, register, language), basis)
    return table


def _table(terminal: Terminal, title: str, columns: str) -> Table:
    table = Table(title=terminal.say(f"helps.table.{title}"), title_justify="left", show_lines=True)
    for column in columns.split():
        table.add_column(terminal.say(f"helps.table.{column}"), overflow="fold")
    return table
