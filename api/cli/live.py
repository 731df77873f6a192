"""A solve as it runs: phase, best value, bound, gap and seconds, on one line that keeps moving."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.progress import Progress as Bar
from rich.progress import ProgressColumn, SpinnerColumn, Task, TextColumn
from rich.text import Text

from api.cli.points import gap_words, points_words
from api.cli.terminal import Terminal
from api.stopwatch import Stopwatch
from planner.progress import Listener, Phase, Progress


class _Seconds(ProgressColumn):
    """The seconds of the whole solve, whatever its phases."""

    def __init__(self, terminal: Terminal, watch: Stopwatch) -> None:
        super().__init__()
        self._terminal, self._watch = terminal, watch

    def render(self, task: Task) -> Text:  # noqa: ARG002  (the clock is the watch's, not the task's)
        seconds = f"{self._watch.elapsed_seconds():.0f}"
        return Text(self._terminal.say("terminal.live.seconds", seconds=seconds))


Wording = Callable[[Terminal, Progress], str]


@contextmanager
def following(
    terminal: Terminal, seconds: float | None, wording: Wording | None = None
) -> Iterator[tuple[Stopwatch, Listener]]:
    """A watch and a listener for the solver; ``wording`` says a step where that is not one of a plan."""
    from api.compiling_time import compiling_time  # numba takes half a second to import

    watch = Stopwatch(seconds, spared=compiling_time())
    with followed(terminal, watch, wording) as listener:
        yield watch, listener
    terminal.note(terminal.say("terminal.solve.done", seconds=f"{watch.elapsed_seconds():.1f}"))


@contextmanager
def followed(terminal: Terminal, watch: Stopwatch, wording: Wording | None = None) -> Iterator[Listener]:
    """A listener for the solver: a moving line where a person looks, a line a phase in a pipe."""
    if terminal.err.is_terminal:
        with _moving(terminal, watch, wording or step_words) as listener:
            yield listener
    else:
        yield _plain(terminal, watch, wording or step_words)


@contextmanager
def _moving(terminal: Terminal, watch: Stopwatch, wording: Wording) -> Iterator[Listener]:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), _Seconds(terminal, watch))
    with Bar(*columns, console=terminal.err, transient=True) as bar:
        task = bar.add_task(phase_words(terminal, Phase.COMPILE), total=None)

        def listen(progress: Progress) -> None:
            bar.update(task, description=wording(terminal, progress))

        yield listen


def _plain(terminal: Terminal, watch: Stopwatch, wording: Wording) -> Listener:
    said: list[Phase] = []

    def listen(progress: Progress) -> None:
        if said[-1:] != [progress.phase]:
            said.append(progress.phase)
            seconds = terminal.say("terminal.live.seconds", seconds=f"{watch.elapsed_seconds():.0f}")
            terminal.note(f"{wording(terminal, progress)}  {seconds}")

    return listen


def step_words(terminal: Terminal, progress: Progress) -> str:
    """A step of a plan in words: phase, best value, bound, gap."""
    words = {
        "phase": phase_words(terminal, progress.phase),
        "best": points_words(terminal, progress.best),
        "bound": points_words(terminal, progress.bound),
        "gap": gap_words(terminal, progress.gap_permille),
    }
    return terminal.say("terminal.live.line", **words)


def phase_words(terminal: Terminal, phase: Phase) -> str:
    """What the solver is doing, in words."""
    return terminal.say(f"terminal.phase.{phase.value}")
