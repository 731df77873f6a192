from typing import Any

from events.guest import Guest, Segment
from events.guests.companies import company_candidates
from planner.company import Contact, FirstContact
from planner.errors import Fault
from planner.person import Chain
from planner.season import Season
from tests.builders import company, season

CONTACT = Contact(name=" 赵云 ", title="总经理", phone="13800001111")


def _season(**fields: Any) -> Season:
    defaults: dict[str, Any] = {"chain": "L1", "contact": CONTACT, "kinds": ("上游", "500强")}
    return season(
        chains=(Chain(id="L1", name="铝"), Chain(id="L2", name="酒")),
        companies=(company("铝业", **defaults | fields),),
    )


def test_the_contact_of_a_company_is_a_candidate_worth_what_the_company_is() -> None:
    found = company_candidates(
        _season(expected_investment_cny=200_000_000, first_contact=FirstContact(unit="bureau")),
        "企业库",
        "L1",
    )
    # 200 million at the chance of a lead (50 permille), 100 points a million: 1,000.
    expected = Guest(
        id="company:铝业",
        name="赵云",
        organisation="铝业",
        company="铝业",
        post="总经理",
        segment=Segment.UPSTREAM,
        chain="L1",
        region="csj",
        unit="bureau",
        phone="13800001111",
        points=1_000,
    )
    assert (found.guests.name, found.guests.guests, found.faults) == ("企业库", (expected,), ())


def test_a_segment_that_is_said_goes_before_a_label() -> None:
    found = company_candidates(_season(), "企业库", segments={"铝业": Segment.FUND})
    assert [item.segment for item in found.guests.guests] == [Segment.FUND]


def test_companies_of_other_chains_are_left_aside() -> None:
    found = company_candidates(_season(), "企业库", "L2")
    assert (found.guests.guests, found.faults) == ((), ())


def test_a_company_without_contact_or_segment_is_told() -> None:
    nobody = company_candidates(_season(contact=Contact()), "企业库")
    nowhere = company_candidates(_season(kinds=("500强",)), "企业库")
    assert nobody.guests.guests == nowhere.guests.guests == ()
    assert nobody.faults == (Fault(code="company_without_contact", place="铝业", value="铝业"),)
    assert nowhere.faults == (Fault(code="company_without_segment", place="铝业", value="铝业"),)
