"""Nothing leaves a command but a status and a clear line: no traceback ever reaches a user.

0 done; 1 refused, or the audit found something; 2 misused; 70 a defect of ours, written to a crash file;
130 interrupted.
"""

import sys
import tempfile
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from api.cli.faults import line_of
from api.cli.terminal import Terminal
from planner.errors import Fault, RejectedPlan, ZhaoshangError

DONE, REFUSED, MISUSED, DEFECT, INTERRUPTED = 0, 1, 2, 70, 130
MOST_LINES = 50
USAGE_ERRORS = {
    "NoSuchOption": "no_such_option",
    "NoSuchCommand": "no_such_command",
    "MissingParameter": "missing_parameter",
    "BadParameter": "bad_parameter",
}


def guarded(terminal: Terminal, command: Callable[[], object]) -> int:
    """Run ``command`` and return its exit status; whatever it raises becomes lines on standard error."""
    status: object
    try:
        status = command()
    except RejectedPlan as error:
        return _report_defect(terminal, error)
    except ZhaoshangError as error:
        return show_faults(terminal, error)
    except KeyboardInterrupt:
        status = INTERRUPTED
    except OSError as error:
        place = str(error.filename or "")
        fault = Fault(code="system_refused", place=place, detail={"why": error.strerror or str(error)})
        return show_faults(terminal, ZhaoshangError(fault))
    except Exception as error:  # noqa: BLE001  (the last net: whatever is left is a defect of ours)
        return _report_misuse(terminal, error) if _is_misuse(error) else _report_defect(terminal, error)
    if status == INTERRUPTED:  # typer, too, answers Ctrl-C with this status
        terminal.note(terminal.say("terminal.interrupted"))
    return status if isinstance(status, int) else DONE


def show_faults(terminal: Terminal, error: ZhaoshangError) -> int:
    """Say every fault in a line of its own; the exit status for it."""
    for fault in error.faults[:MOST_LINES]:
        terminal.note(line_of(fault, terminal.language), style="red")
    if more := len(error.faults[MOST_LINES:]):
        terminal.note(terminal.say("terminal.fault.more", count=more), style="red")
    return REFUSED


def _is_misuse(error: Exception) -> bool:
    """Whether typer raised it over the words typed; it keeps these classes to itself, but not their shape."""
    return getattr(error, "exit_code", None) == MISUSED and hasattr(error, "format_message")


def _report_misuse(terminal: Terminal, error: Any) -> int:
    message = error.format_message()
    kind = USAGE_ERRORS.get(type(error).__name__, "usage")
    if kind == "usage" and message.startswith("No such command"):
        kind = "no_such_command"
    words = {
        "option": getattr(error, "option_name", None) or "",
        "parameter": _name_of(getattr(error, "param", None)),
        "message": getattr(error, "message", "") or message,
    }
    context = getattr(error, "ctx", None)
    if message:  # empty where the help was wanted and has been shown
        terminal.note(terminal.say(f"terminal.usage.{kind}", **words), style="red")
        terminal.note(
            terminal.say("terminal.usage.help", command=context.command_path if context else "zhaoshang")
        )
    return MISUSED


def _name_of(parameter: Any) -> str:
    """An option by its longest flag, an argument by its metavar."""
    flags = [flag for flag in getattr(parameter, "opts", ()) if flag.startswith("-")]
    return max(flags, key=len) if flags else str(getattr(parameter, "metavar", None) or "")


def _report_defect(terminal: Terminal, error: Exception) -> int:
    stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
    report = f"{' '.join(sys.argv)}\nPython {sys.version}\n\n{''.join(traceback.format_exception(error))}"
    terminal.note(
        terminal.say("terminal.defect", path=_kept(f"zhaoshang-crash-{stamp}.txt", report)), style="red"
    )
    return DEFECT


def _kept(name: str, report: str) -> Path:
    """Write ``report`` where the user stands or, if that is not possible, among the temporary files."""
    for folder in (Path.cwd(), Path(tempfile.gettempdir())):
        try:
            (folder / name).write_text(report, encoding="utf-8")
        except OSError:
            continue
        return folder / name
    return Path("-")
