import io

from rich.console import Console

from api.cli.live import followed
from api.cli.terminal import Terminal
from api.stopwatch import Stopwatch
from api.texts import Language
from planner.progress import Phase, Progress


def _terminal(language: Language = "zh", *, person: bool = False) -> tuple[Terminal, io.StringIO]:
    stream = io.StringIO()
    console = Console(file=stream, width=120, force_terminal=person)
    return Terminal(language, console, console), stream


def _watch() -> Stopwatch:
    return Stopwatch(clock=lambda: 7.0)


def test_a_pipe_gets_a_line_a_phase() -> None:
    terminal, stream = _terminal()
    with followed(terminal, _watch()) as listen:
        listen(Progress(phase=Phase.BOUND))
        listen(Progress(phase=Phase.IMPROVE, best=900, bound=1_000))
        listen(Progress(phase=Phase.IMPROVE, best=950, bound=1_000))
        listen(Progress(phase=Phase.WRITE, best=950, bound=1_000))
    # (1000 - 900) / 1000 = 10 %; (1000 - 950) / 1000 = 5 %
    assert stream.getvalue().splitlines() == [
        "计算上界  最好 —  上界 —  差距 —  0 秒",
        "改进方案  最好 900  上界 1,000  差距 10.0%  0 秒",
        "写出方案  最好 950  上界 1,000  差距 5.0%  0 秒",
    ]


def test_a_person_sees_the_line_move_and_go() -> None:
    terminal, stream = _terminal("en", person=True)
    with followed(terminal, _watch()) as listen:
        listen(Progress(phase=Phase.DIVE, best=1_234_567, bound=1_300_000))
    assert "diving  best 1,234,567  bound 1,300,000  gap 5.1%" in stream.getvalue()


def test_every_phase_has_its_words() -> None:
    terminal, stream = _terminal()
    with followed(terminal, _watch()) as listen:
        for phase in Phase:
            listen(Progress(phase=phase))
    assert len(stream.getvalue().splitlines()) == len(Phase)
