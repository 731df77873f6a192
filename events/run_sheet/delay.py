"""What a delay on the day moves."""

from events.run_sheet.line import RunLine, RunSheet, in_order


def delayed(sheet: RunSheet, from_minute: int, by_minutes: int) -> RunSheet:
    """``sheet`` when at ``from_minute`` everything is ``by_minutes`` late.

    The line that runs then takes that much longer; those after it move, less what free minutes between lines
    take up. ``fixed`` lines (trains) stay: ask :func:`events.run_sheet.clashes.clashes` what that breaks.
    Raises ValueError for a negative delay: a programme never runs ahead of what guests were told.
    """
    if by_minutes < 0:
        raise ValueError(f"Expected by_minutes >= 0, got {by_minutes}.")
    late, over, lines = by_minutes, 0, list[RunLine]()
    for line in sheet.lines:
        if line.fixed or line.end_minute <= from_minute:
            lines.append(line)
        elif line.start_minute < from_minute:
            lines.append(line.model_copy(update={"minutes": line.minutes + late}))
        else:
            # Only what is free behind the moment of the delay can take it up.
            late -= min(late, max(0, line.start_minute - max(over, from_minute)))
            lines.append(line.model_copy(update={"start_minute": line.start_minute + late}))
        if not line.fixed:
            over = max(over, line.end_minute)
    return sheet.model_copy(update={"lines": in_order(tuple(lines))})
