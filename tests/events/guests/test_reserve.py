from events.guest import Segment
from events.guests.demand import GuestDemand, ListWeights
from events.guests.lists import Suspect
from events.guests.marks import MarkKind
from events.guests.reserve import reserve_of
from events.guests.worth import Margin
from tests.events.guests.people import guest

WEIGHTS = ListWeights(region_steps=(100,), organisation_steps=(), segment_steps=())


def _ids(*groups: object) -> list[tuple[str, list[str]]]:
    return [(group.segment.value, [item.id for item in group.guests]) for group in groups]  # type: ignore[attr-defined]


def test_the_reserve_follows_what_each_adds_after_those_before_him() -> None:
    chosen = (guest("on", region="csj"),)
    # csj is on the list already; the first of zsj adds 100, the second nothing beyond his points.
    waiting = (
        guest("a", points=50, region="csj"),
        guest("b", points=20, region="zsj"),
        guest("c", points=60, region="zsj"),
        guest("d", points=50, region="csj"),
        guest("e", points=1, segment=Segment.FUND),
    )
    found = reserve_of(chosen, (*chosen, *waiting), GuestDemand(weights=WEIGHTS))
    assert _ids(*found) == [("upstream", ["c", "a", "d", "b"]), ("fund", ["e"])]


def test_the_reserve_is_as_long_as_asked() -> None:
    waiting = tuple(guest(f"g{n}", points=n) for n in range(5))
    found = reserve_of((), waiting, GuestDemand(weights=WEIGHTS, reserve_per_segment=2))
    assert _ids(*found) == [("upstream", ["g4", "g3"])]
    assert reserve_of((), waiting, GuestDemand(reserve_per_segment=0)) == ()


def test_whoever_may_be_somebody_already_named_is_not_in_reserve() -> None:
    waiting = (guest("a", points=50), guest("b", points=40), guest("c", points=30))
    suspects = tuple(Suspect(guests=pair, by=MarkKind.MAIL, value="x") for pair in (("on", "b"), ("a", "c")))
    found = reserve_of((guest("on"),), waiting, GuestDemand(weights=WEIGHTS), suspects)
    assert _ids(*found) == [("upstream", ["a"])]


def test_the_quick_way_finds_what_the_plain_way_finds() -> None:
    demand = GuestDemand(reserve_per_segment=12)
    waiting = tuple(
        guest(f"g{n:02d}", points=n * 7_919 % 1_300, region=f"r{n % 3}", organisation=f"o{n % 4}")
        for n in range(40)
    )
    margin, left, plain = Margin((), demand), list(waiting), []
    for _ in range(12):
        best = min(left, key=lambda item: (-margin.of(item), item.id))
        plain.append(best.id)
        margin.add(best)
        left.remove(best)
    assert _ids(*reserve_of((), waiting, demand)) == [("upstream", plain)]
