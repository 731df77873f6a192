"""彩排: the programme once more, shortened, on a day before."""

from datetime import date

from events.run_sheet.line import RunLine, RunSheet, Step, in_order

# What is no use to walk through.
_LEFT_OUT = frozenset({Step.PICK_UP, Step.DROP_OFF, Step.MEAL, Step.SIGN_IN})


def rehearsal_of(sheet: RunSheet, day: date, start_minute: int, percent: int = 50) -> RunSheet:
    """``sheet`` on ``day`` from ``start_minute`` on, each line ``percent`` of its minutes, rounded up.

    Pick-ups, drop-offs, meals and signing in are left out; the lines follow each other without gaps.
    """
    lines: list[RunLine] = []
    minute = start_minute
    for line in (line for line in sheet.lines if line.step not in _LEFT_OUT):
        minutes = -(-line.minutes * percent // 100)
        lines.append(line.model_copy(update={"start_minute": minute, "minutes": minutes, "fixed": False}))
        minute += minutes
    return RunSheet(title=sheet.title, day=day, lines=in_order(tuple(lines)), rehearsal=True)
