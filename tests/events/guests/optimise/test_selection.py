from events.guest import Segment
from events.guests.demand import Attendance, GuestDemand, Wish
from events.guests.limits import limits_of
from events.guests.optimise.selection import Rule, Selection, contradiction
from events.guests.quota import GuestQuota
from tests.events.guests.people import guest

PEOPLE = (guest("a"), guest("b"), guest("c", segment=Segment.FUND))


def _contradiction(demand: GuestDemand) -> tuple[Rule, ...]:
    return contradiction(PEOPLE, demand, limits_of(PEOPLE, demand), 1.0)


def test_what_can_be_kept_contradicts_nothing() -> None:
    assert _contradiction(GuestDemand()) == ()


def test_a_contradiction_holds_no_rule_that_can_be_spared() -> None:
    quotas = (
        GuestQuota(id="上游", segment=Segment.UPSTREAM, least=2),
        GuestQuota(id="基金", segment=Segment.FUND, least=1),
        GuestQuota(id="基金少", segment=Segment.FUND, most=1),
    )
    demand = GuestDemand(most_guests=2, quotas=quotas, wishes=(Wish(guest="c", attendance=Attendance.MUST),))
    found = _contradiction(demand)
    limits = limits_of(PEOPLE, demand)
    assert Rule("list") in found
    assert Rule("quota", "基金少") not in found
    everything = {Rule("list"), *(Rule("quota", quota.id) for quota in quotas), Rule("must", "c")}
    assert Selection(PEOPLE, demand, limits, everything - set(found)).is_impossible(1.0)
    for rule in found:
        spared = everything - set(found) | {rule}
        assert not Selection(PEOPLE, demand, limits, spared).is_impossible(1.0)


def test_the_value_is_bounded_by_itself_where_it_is_optimal() -> None:
    demand = GuestDemand(most_guests=2)
    best = Selection(PEOPLE, demand, limits_of(PEOPLE, demand)).best(1.0)
    assert best is not None
    assert (best.optimal, best.value) == (True, best.bound)
