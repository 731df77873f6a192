"""Guest lists over HTTP: proposed without a trace, opened as drafts, refused with reasons."""

from typing import Any

import pytest

from api.accounts.role import Role
from tests.api.routes.asking import Asking
from tests.api.routes.forum import BASE, LIST, codes, guest, opened, opening, staff, states
from tests.api.store.dump import changed_tables, dump

PROPOSALS = f"{BASE}/guest-proposals"


def asked(*guests: dict[str, Any], **demand: Any) -> dict[str, Any]:
    body = opening(*guests)
    del body["letter"]
    return body | {"demand": body["demand"] | demand}


def test_a_proposal_is_worked_out_and_leaves_no_trace(service: Asking) -> None:
    client = staff(service)
    before = dump(service.database)
    answer = client.post(PROPOSALS, json=asked(guest(0), guest(1, organisation="企业0"), most_guests=1))
    proposal = answer.json()["proposal"]
    assert ([item["id"] for item in proposal["chosen"]], answer.status_code) == (["g0"], 200)
    assert dump(service.database) == before


def test_what_cannot_be_met_is_told_with_reasons_and_no_list_is_opened(service: Asking) -> None:
    client = staff(service)
    quotas = [{"id": "专家", "segment": "expert", "least": 2}]
    answer = client.post(PROPOSALS, json=asked(guest(0), quotas=quotas))
    assert answer.json()["proposal"]["status"] == "infeasible"
    assert "quota_lacks_candidates" in [note["code"] for note in answer.json()["notes"]]
    before = dump(service.database)
    refused = client.post(LIST, json=asked(guest(0), quotas=quotas))
    assert codes(refused) == (422, ["quota_lacks_candidates"])
    assert dump(service.database) == before


def test_companies_of_the_season_stand_beside_the_lists_unless_they_are_left_out(service: Asking) -> None:
    client = staff(service)
    body = asked(guest(0)) | {"companies": True, "segments": {"a": "midstream"}}
    notes = {note["code"] for note in client.post(PROPOSALS, json=body).json()["notes"]}
    assert notes & {"company_without_contact", "company_without_segment"}
    alone = client.post(PROPOSALS, json=asked(guest(0))).json()
    assert not {note["code"] for note in alone["notes"]} & notes


def test_a_person_on_two_lists_is_proposed_once(service: Asking) -> None:
    client = staff(service)
    body = asked(guest(0))
    body["lists"].append({"name": "另一份", "guests": [guest(0, id="x0")]})
    answer = client.post(PROPOSALS, json=body).json()
    assert [item["id"] for item in answer["proposal"]["chosen"]] == ["g0"]
    assert "guest_on_two_lists" in [note["code"] for note in answer["notes"]]


def test_one_id_for_two_people_is_refused(service: Asking) -> None:
    client = staff(service)
    body = asked(guest(0))
    body["lists"].append({"name": "另一份", "guests": [guest(0, name="另一人")]})
    assert codes(client.post(PROPOSALS, json=body)) == (422, ["guest_id_taken"])


def test_a_list_is_opened_as_drafts_and_found_at_its_address(service: Asking) -> None:
    client = staff(service)
    answer = client.post(LIST, json=opening(guest(0), guest(1)))
    assert (answer.status_code, answer.headers["location"]) == (201, f"/api/v1{LIST}")
    assert answer.headers["etag"] == f'"{answer.json()["version"]}"'
    read = client.get(LIST)
    assert read.json()["invitations"] == answer.json()
    assert read.headers["etag"] == answer.headers["etag"]
    assert states(client) == {"g0": "drafted", "g1": "drafted"}
    # A week and five days before Friday the 5th; 2027-02-26 and -28, a Sunday, so the Friday before.
    found = answer.json()
    assert (found["invites_until"], found["answers_until"]) == (
        "2027-02-26T18:00:00+08:00",
        "2027-02-26T18:00:00+08:00",
    )


def test_an_event_has_one_list(service: Asking) -> None:
    client = opened(service)
    before = dump(service.database)
    assert codes(client.post(LIST, json=opening(guest(5)))) == (409, ["list_there"])
    assert dump(service.database) == before


def test_the_same_opening_sent_again_with_its_key_is_answered_alike(service: Asking) -> None:
    client = staff(service)
    first, again = (
        client.post(LIST, json=opening(guest(0)), headers={"Idempotency-Key": "k1"}) for _ in range(2)
    )
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again.headers["idempotent-replayed"] == "true"


def test_while_no_day_is_settled_one_is_asked_for(service: Asking) -> None:
    client = staff(service)
    for path in (PROPOSALS, LIST):
        body = asked(guest(0)) | {"day": None}
        assert codes(client.post(path, json=body)) == (409, ["event_without_date"])


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ({"last_invitation": "2027-03-10", "last_answer": "2027-03-12"}, "answers_after_event"),
        ({"last_invitation": "2027-02-20", "last_answer": "2027-02-10"}, "answers_end_first"),
    ],
)
def test_a_rule_that_does_not_fit_the_event_is_refused(service: Asking, rule: Any, code: str) -> None:
    client = staff(service)
    before = dump(service.database)
    assert codes(client.post(LIST, json=opening(guest(0), rule=rule))) == (422, [code])
    assert dump(service.database) == before


def test_a_day_at_the_beginning_of_the_calendar_is_refused(service: Asking) -> None:
    client = staff(service)
    answer = client.post(LIST, json=opening(guest(0)) | {"day": "0001-01-01"})
    assert codes(answer) == (422, ["value_out_of_range"])


def test_an_event_that_is_not_there_is_not_found(service: Asking) -> None:
    client = staff(service)
    for path in ("guest-proposals", "invitations"):
        answer = client.post(f"/events/spring:none/{path}", json=asked(guest(0)))
        assert codes(answer) == (404, ["no_such_record"])
    assert codes(client.get("/events/spring:none/invitations")) == (404, ["no_such_record"])


def test_places_and_plus_ones_are_those_asked_for(service: Asking) -> None:
    client = opened(service, places=7, most_plus_ones=2)
    found = client.get(LIST).json()
    assert found["places"]["list"] == [0, 7]
    assert found["invitations"]["most_plus_ones"] == 2
    assert found["states"] == {"drafted": 3}


def test_opening_writes_lists_invitations_and_the_audit_log_alone(service: Asking) -> None:
    client = staff(service)
    before = dump(service.database)
    client.post(LIST, json=opening(guest(0)))
    assert changed_tables(before, dump(service.database)) == {
        "invitation_list",
        "invitation",
        "audit_log",
        "secret",
    }


@pytest.mark.parametrize("role", [Role.READER, Role.LEADER, Role.UNIT])
def test_who_may_not_read_guests_is_refused(service: Asking, role: Role) -> None:
    staff(service)
    client = service.client(role, "park" if role is Role.UNIT else "")
    for path in (PROPOSALS, LIST):
        assert codes(client.post(path, json=opening(guest(0)))) == (403, ["not_allowed"])
