from events.run_sheet.line import RunLine, RunSheet, Step
from tests.events.batches.projects import DAY


def line(start: int, minutes: int, *people: str, where: str = "会场", fixed: bool = False) -> RunLine:
    return RunLine(
        start_minute=start, minutes=minutes, step=Step.OTHER, people=people, where=where, fixed=fixed
    )


def sheet(*lines: RunLine) -> RunSheet:
    return RunSheet(title="流程", day=DAY).with_lines(*lines)


def test_lines_added_take_their_place_in_time() -> None:
    late, early, beside = line(600, 10), line(540, 5), line(600, 30)
    assert sheet(late, early).with_lines(beside).lines == (early, late, beside)
    assert early.end_minute == 545
