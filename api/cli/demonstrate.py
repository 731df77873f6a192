"""``zhaoshang demo``: the whole way with the fictional district, from a workbook to files for people."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from api.cli.options import effort_option, flag, option, seed_option
from api.cli.terminal import Terminal

# Rounds of improvement: equal on every machine, so that a second run leaves the same bytes.
EFFORT = 10
SEED = 1


def command(terminal: Terminal) -> Callable[..., int]:
    """The command, speaking the language of ``terminal``."""

    def demo(
        folder: Annotated[Path, option(terminal, "demo_folder", "--dir", "-d", metavar="DIR")] = Path(
            "var/demo"
        ),
        seed: Annotated[int, seed_option(terminal)] = SEED,
        effort: Annotated[int, effort_option(terminal)] = EFFORT,
        force: Annotated[bool, flag(terminal, "force")] = False,
    ) -> int:
        from api.cli.demonstration import demonstrate
        from planner.options import Options

        return demonstrate(terminal, folder, Options(seed=seed, effort=effort), force=force)

    return demo
