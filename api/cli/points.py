"""Points and gaps as they are printed."""

from api.cli.terminal import Terminal


def points_words(terminal: Terminal, points: int | None) -> str:
    """12,345; a dash while unknown."""
    return terminal.say("terminal.unknown") if points is None else f"{points:,}"


def gap_words(terminal: Terminal, gap_permille: int | None) -> str:
    """1.3%; a dash while unknown."""
    return terminal.say("terminal.unknown") if gap_permille is None else f"{gap_permille / 10:.1f}%"
