"""``zhaoshang template``: the empty workbook."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

from api.cli.files import claim, replacing
from api.cli.options import argument, flag
from api.cli.terminal import Terminal


def command(terminal: Terminal) -> Callable[..., None]:
    """The command, speaking the language of ``terminal``."""

    def template(
        file: Annotated[Path, argument(terminal, "template_file", "FILE")],
        force: Annotated[bool, flag(terminal, "force")] = False,
    ) -> None:
        from api.imports import template as empty_workbook

        claim(file, force=force)
        with replacing(file) as draft:
            empty_workbook.write(draft, language=terminal.language)
        terminal.note(terminal.say("terminal.template.done", path=file))

    return template
