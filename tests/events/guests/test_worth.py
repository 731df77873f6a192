from hypothesis import given
from hypothesis import strategies as st

from events.guest import Guest, Segment
from events.guests.demand import Attendance, GuestDemand, ListWeights, Wish
from events.guests.worth import ListWorth, Margin, worth_of
from tests.events.guests.people import guest

WEIGHTS = ListWeights(
    wished_points=7, region_steps=(100, 40), organisation_steps=(30, 5), segment_steps=(1_000, 500, 200)
)
DEMAND = GuestDemand(weights=WEIGHTS, wishes=(Wish(guest="a", attendance=Attendance.MAY),))


def test_the_worth_of_a_list_is_counted_term_by_term() -> None:
    people = (
        guest("a", organisation="甲", region="csj", points=3),
        guest("b", organisation="甲 ", region="csj", points=4),
        guest("c", organisation="乙", region="csj", segment=Segment.FUND, points=5),
        guest("d", organisation="", region=None, points=6),
    )
    assert worth_of(people, DEMAND) == ListWorth(
        guests=3 + 4 + 5 + 6,
        wished=7,
        regions=100 + 40,  # the third of one region adds nothing, no region adds nothing
        organisations=(30 + 5) + 30,
        segments=(1_000 + 500 + 200) + 1_000,
    )
    assert worth_of(people, DEMAND).total == 18 + 7 + 140 + 65 + 2_700


_GUESTS = st.lists(
    st.builds(
        lambda n, organisation, region, segment, points: guest(
            f"{n}", organisation=organisation, region=region, segment=segment, points=points
        ),
        st.integers(0, 10**6),
        st.sampled_from(["", "甲", "乙"]),
        st.sampled_from([None, "csj", "zsj"]),
        st.sampled_from([Segment.UPSTREAM, Segment.FUND]),
        st.integers(0, 50),
    ),
    max_size=8,
    unique_by=lambda item: item.id,
)


@given(_GUESTS)
def test_what_each_adds_sums_up_to_the_worth_in_any_order(people: list[Guest]) -> None:
    margin, total = Margin((), DEMAND), 0
    for one in people:
        total += margin.of(one)
        margin.add(one)
    assert total == worth_of(people, DEMAND).total


@given(_GUESTS)
def test_a_guest_never_adds_more_to_a_longer_list(people: list[Guest]) -> None:
    newcomer = guest("new", organisation="甲", region="csj")
    figures = [Margin(people[:k], DEMAND).of(newcomer) for k in range(len(people) + 1)]
    assert figures == sorted(figures, reverse=True)
