from datetime import date

from events.run_sheet.line import Step
from events.run_sheet.programme import run_sheet
from events.run_sheet.rehearsal import rehearsal_of
from tests.events.run_sheet.test_programme import ARRANGED, CEREMONY, PROJECTS


def test_the_programme_is_walked_through_in_half_its_time_the_day_before() -> None:
    found = rehearsal_of(run_sheet(CEREMONY, ARRANGED, PROJECTS), date(2026, 3, 29), 900)
    assert (found.day, found.rehearsal) == (date(2026, 3, 29), True)
    assert [(line.step, line.start_minute, line.minutes) for line in found.lines] == [
        (Step.OPENING, 900, 2),
        (Step.ADDRESS, 902, 4),
        (Step.SIGNING, 906, 3),
        (Step.SIGNING, 909, 3),
        (Step.SIGNING, 912, 3),
        (Step.SERVICE_TEAMS, 915, 3),
        (Step.COMPANY_SPEECH, 918, 3),
        (Step.CLOSING, 921, 1),
    ]
