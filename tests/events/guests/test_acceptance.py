from datetime import date

import pytest
from pydantic import ValidationError

from events.guest import Segment
from events.guests.acceptance import AcceptanceRates, Record, learned
from tests.events.guests.people import guest

RATES = AcceptanceRates(by_segment_permille={Segment.FUND: 200}, otherwise_permille=500, weight=4)


def test_without_a_record_the_segment_speaks() -> None:
    assert RATES.chance(guest("a", segment=Segment.FUND)) == 0.2
    assert RATES.chance(guest("a")) == 0.5


def test_a_record_corrects_the_rate_by_as_many_invitations_as_there_were() -> None:
    # (4 x 0.2 + 6) / (4 + 6): four invitations' worth of the segment, six of his own.
    assert RATES.chance(guest("a", segment=Segment.FUND), Record(invited=6, came=6)) == pytest.approx(0.68)
    assert RATES.chance(guest("a", segment=Segment.FUND), Record(invited=0, came=0)) == pytest.approx(0.2)


def test_rates_are_learned_from_who_came_and_say_so() -> None:
    outcomes = [(Segment.FUND, True), (Segment.FUND, False), (Segment.EXPERT, True)]
    found = learned(RATES, outcomes, "2026年第三季度联谊会", date(2026, 10, 1))
    # (4 x 200 + 1 x 1,000) / 6 = 300; (4 x 500 + 1,000) / 5 = 600.
    assert found.by_segment_permille == {Segment.FUND: 300, Segment.EXPERT: 600}
    assert (found.source, found.in_force_from) == ("2026年第三季度联谊会", date(2026, 10, 1))
    assert found.rate_permille(Segment.MEDIA) == 500


@pytest.mark.parametrize(
    ("kind", "fields", "error"),
    [
        (Record, {"invited": 1, "came": 2}, "came_uninvited"),
        (AcceptanceRates, {"by_segment_permille": {"fund": 1_001}}, "no_rate"),
    ],
)
def test_rates_and_records_that_cannot_be_are_refused(
    kind: type[Record] | type[AcceptanceRates], fields: dict[str, object], error: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        kind.model_validate(fields)
    assert [item["type"] for item in refused.value.errors()] == [error]
