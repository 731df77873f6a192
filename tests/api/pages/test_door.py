"""The desk at the door over HTTP: badges, names, walk-ins; each guest once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from api.post import desk
from api.store import check_ins, invitation_lists
from api.store.event_sheets import SheetKind, keep
from api.store.work import SYSTEM
from events.check_in import Outcome, Seat
from events.invitation.act import Accept, Decline
from events.invitation.reply import ReplyForm
from planner.value import Value
from tests.api.pages.test_reply import invited
from tests.api.post.lists import EVENT, OFFICE, forum
from tests.api.routes.asking import NOW, Asking


class Seating(Value):
    """Of a kept seating, what the door reads."""

    seats: dict[str, Seat]


@pytest.fixture
def badges(service: Asking) -> dict[str, str]:
    """g0 accepted, g1 declined; the badge of each."""
    invited(service)
    with service.database.work(SYSTEM, NOW) as work:
        desk.act(work, OFFICE, EVENT, Accept(guest="g0", at=NOW))
        desk.act(work, OFFICE, EVENT, Decline(guest="g1", at=NOW))
        who = invitation_lists.identities(work.session, EVENT)
        return {guest: check_ins.badge_of(work.session, held) for guest, held in who.items()}


@pytest.fixture
def phone(service: Asking, badges: dict[str, str]) -> Iterator[httpx.Client]:
    """A phone that was let in at the door."""
    assert badges
    with service.database.reading() as session:
        door = check_ins.door_of(session, EVENT)
    with httpx.Client(base_url=service.address, timeout=60) as client:
        assert client.get(f"/d/{door}").status_code == 200
        yield client


def outcomes(service: Asking) -> list[tuple[str, Outcome]]:
    with service.database.reading() as session:
        return [(item.guest, item.outcome) for item in check_ins.check_in_of(session, EVENT).arrivals]


def test_a_badge_on_a_phone_of_the_desk_checks_its_guest_in(
    service: Asking, phone: httpx.Client, badges: dict[str, str]
) -> None:
    page = phone.get(f"/k/{badges['g0']}").text
    assert "嘉宾0" in page
    assert "签到成功" in phone.post(f"/k/{badges['g0']}").text
    assert outcomes(service) == [("g0", Outcome.WELCOME)]


def test_seat_and_table_are_told_at_once(
    service: Asking, phone: httpx.Client, badges: dict[str, str]
) -> None:
    with service.database.work(SYSTEM, NOW) as work:
        keep(work, EVENT, SheetKind.SEATING, Seating(seats={"g0": Seat(table="3", seat="5 座")}), None)
    answer = phone.post(f"/k/{badges['g0']}").text
    assert "3 桌" in answer
    assert "5 座" in answer


def test_a_badge_on_any_other_phone_shows_the_way_to_the_desk_and_no_name(
    service: Asking, badges: dict[str, str]
) -> None:
    with httpx.Client(base_url=service.address, timeout=60) as stranger:
        page = stranger.get(f"/k/{badges['g0']}").text
        assert "签到台" in page
        assert "嘉宾0" not in page
        assert stranger.post(f"/k/{badges['g0']}").status_code == 404
    assert outcomes(service) == []


def test_scanned_twice_it_is_counted_once(
    service: Asking, phone: httpx.Client, badges: dict[str, str]
) -> None:
    phone.post(f"/k/{badges['g0']}")
    assert "此前已签到" in phone.post(f"/k/{badges['g0']}").text
    assert outcomes(service) == [("g0", Outcome.WELCOME)]


def test_four_desks_that_scan_one_badge_at_once_count_it_once(
    service: Asking, phone: httpx.Client, badges: dict[str, str]
) -> None:
    cookies = dict(phone.cookies)

    def scan(_: int) -> int:
        return httpx.post(f"{service.address}/k/{badges['g0']}", cookies=cookies, timeout=60).status_code

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(scan, range(4))) == [200] * 4
    assert outcomes(service) == [("g0", Outcome.WELCOME)]


def test_who_declined_and_comes_is_let_in_with_a_flag(
    service: Asking, phone: httpx.Client, badges: dict[str, str]
) -> None:
    assert "曾答复不出席" in phone.post(f"/k/{badges['g1']}").text
    assert outcomes(service) == [("g1", Outcome.DECLINED)]


def test_a_guest_without_his_badge_is_found_by_name(service: Asking, phone: httpx.Client) -> None:
    with service.database.reading() as session:
        door = check_ins.door_of(session, EVENT)
    assert "嘉宾0" in phone.get(f"/d/{door}", params={"q": "企业0"}).text
    phone.post(f"/d/{door}", data={"guest": "g0"})
    assert "1 / 1" in phone.get(f"/d/{door}").text
    assert outcomes(service) == [("g0", Outcome.WELCOME)]


def test_somebody_on_no_list_is_entered_by_name(service: Asking, phone: httpx.Client) -> None:
    with service.database.reading() as session:
        door = check_ins.door_of(session, EVENT)
    phone.post(f"/d/{door}", data={"name": "孙七", "organisation": "报社", "companions": "1"})
    [(_, outcome)] = outcomes(service)
    assert outcome is Outcome.WALK_IN


def test_a_wrong_door_and_a_wrong_badge_open_nothing(service: Asking, phone: httpx.Client) -> None:
    for path in (f"/d/{'a' * 32}", f"/k/{'a' * 32}", "/d/x", "/k/x"):
        assert phone.get(path).status_code == 404
        assert phone.post(path, data={"guest": "g0"}).status_code == 404
    assert outcomes(service) == []


def test_a_new_door_shuts_the_phones_of_the_old_one_out(
    service: Asking, phone: httpx.Client, badges: dict[str, str]
) -> None:
    with service.database.work(SYSTEM, NOW) as work:
        check_ins.new_door(work, EVENT)
    assert phone.post(f"/k/{badges['g0']}").status_code == 404
    assert outcomes(service) == []


def test_the_cookie_of_the_door_is_not_for_scripts_nor_for_other_sites(
    service: Asking, badges: dict[str, str]
) -> None:
    assert badges
    with service.database.reading() as session:
        door = check_ins.door_of(session, EVENT)
    cookie = httpx.get(f"{service.address}/d/{door}", timeout=60).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie


def test_the_token_of_a_reply_opens_no_door_and_a_badge_no_reply(
    service: Asking, phone: httpx.Client, badges: dict[str, str]
) -> None:
    with service.database.reading() as session:
        who = invitation_lists.identities(session, EVENT)["g0"]
        token = invitation_lists.token_of(session, who)
    assert [phone.get(path).status_code for path in (f"/k/{token}", f"/d/{token}", f"/r/{badges['g0']}")] == [
        404,
        404,
        404,
    ]


def test_of_more_guests_than_are_shown_the_number_is_told(
    service: Asking, phone: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    with service.database.reading() as session:
        door = check_ins.door_of(session, EVENT)
    assert "找到 3 人</h2>" in phone.get(f"/d/{door}", params={"q": "企业"}).text
    monkeypatch.setattr("api.pages.door._MOST_FOUND", 2)
    page = phone.get(f"/d/{door}", params={"q": "企业"}).text
    assert "找到 3 人，先列出 2 人，请输入更多字" in page
    assert ("嘉宾1" in page, "嘉宾2" in page) == (True, False)


def test_the_desk_finds_the_companions_that_were_granted_filled_in(service: Asking) -> None:
    invited(service, places=4)
    with service.database.work(SYSTEM, NOW) as work:
        slip = ReplyForm(plus_ones=1)
        desk.act(work, OFFICE, EVENT, Accept(guest="g0", at=NOW, reply=slip))
        who = invitation_lists.identities(work.session, EVENT)["g0"]
        badge, door = check_ins.badge_of(work.session, who), check_ins.door_of(work.session, EVENT)
    with httpx.Client(base_url=service.address, timeout=60) as client:
        listed = client.get(f"/d/{door}", params={"q": "嘉宾0"}).text
        scanned = client.get(f"/k/{badge}").text
    field = 'name="companions" value="1"'
    assert (field in listed, field in scanned, "企业0" in scanned) == (True, True, True)


def test_a_badge_of_another_event_is_told_and_nobody_of_the_same_id_is_checked_in(
    service: Asking, phone: httpx.Client
) -> None:
    with service.database.work(SYSTEM, NOW) as work:
        other = forum().model_copy(update={"event": "s1:other"})
        invitation_lists.open_list(work, other, invitation_lists.letter_of(work.session, EVENT))
        strange = invitation_lists.identities(work.session, "s1:other")["g0"]
        badge = check_ins.badge_of(work.session, strange)
    assert "这是另一场活动的码，没有登记" in phone.post(f"/k/{badge}").text
    assert outcomes(service) == []
    with service.database.reading() as session:
        assert check_ins.check_in_of(session, "s1:other").arrivals == ()
