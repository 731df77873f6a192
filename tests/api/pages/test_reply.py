"""The reply page over HTTP, without script, account or cookie."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from time import sleep

import httpx
import icalendar
import pytest

from api.feeds.throttle import MOST_WRONG
from api.post import desk
from api.store import audit_log, invitation_lists, outbox
from api.store.outbox import ParcelState
from api.store.work import SYSTEM
from events.invitation.act import Decline, Extend, Withdraw
from events.invitation.invitation import Invitation
from events.invitation.state import State
from planner.clock import ZONE
from tests.api.post.lists import EVENT, OFFICE, forum, opened, send
from tests.api.routes.asking import NOW as SERVED_AT
from tests.api.routes.asking import Asking


@pytest.fixture
def guest(service: Asking) -> Iterator[httpx.Client]:
    """A guest's browser, which follows no redirect by itself."""
    with httpx.Client(base_url=service.address, timeout=60) as client:
        yield client


def _shifted(places: int = 2) -> object:
    """The forum of the tests in the days in which the service stands still."""
    value = forum(places=places)
    move = SERVED_AT - datetime(2026, 11, 23, 10, 0, tzinfo=ZONE)
    days = timedelta(days=move.days)
    span = value.span.model_copy(update={"start": value.span.start + days, "end": value.span.end + days})
    return value.model_copy(
        update={
            "span": span,
            "invites_until": value.invites_until + days,
            "answers_until": value.answers_until + days,
        }
    )


def invited(service: Asking, places: int = 2, guests: tuple[int, ...] = (0, 1)) -> list[str]:
    """Tokens of the guests who were invited a day ago."""
    opened(service.database, _shifted(places))  # type: ignore[arg-type]
    at = SERVED_AT - timedelta(hours=20)
    with service.database.work(SYSTEM, at) as work:
        for number in guests:
            desk.act(work, OFFICE, EVENT, send(number, at))
        who = invitation_lists.identities(work.session, EVENT)
        return [invitation_lists.token_of(work.session, who[f"g{number}"]) for number in guests]


def found(service: Asking, guest: str = "g0") -> Invitation:
    with service.database.reading() as session:
        invitation = invitation_lists.invitation_list(session, EVENT).find(guest)
    assert invitation is not None
    return invitation


def answered(client: httpx.Client, token: str, answer: str, **fields: str) -> httpx.Response:
    """Open the page, fill in the form, send it."""
    text = client.get(f"/r/{token}").text
    seen = text.partition('name="seen" value="')[2].partition('"')[0]
    return client.post(f"/r/{token}", data={"answer": answer, "seen": seen} | fields)


def test_the_page_shows_the_invitation_and_needs_no_script(service: Asking, guest: httpx.Client) -> None:
    [token, _] = invited(service)
    answer = guest.get(f"/r/{token}")
    assert answer.status_code == 200
    for text in ("智能农机企业家联谊会", "嘉宾0", "团结湖会议中心", "王科长", "14:00 开幕"):
        assert text in answer.text
    assert "<script" not in answer.text
    assert "set-cookie" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_guest_is_told_when_there_is_no_room_for_those_he_brings(
    service: Asking, guest: httpx.Client
) -> None:
    [token, _] = invited(service, places=2)
    answered(guest, token, "accept", plus_ones="1")
    assert "您希望带 1 人，因席位有限，目前可带 0 人" in guest.get(f"/r/{token}").text
    assert found(service).state is State.ACCEPTED


def test_opening_the_page_is_noted_once(service: Asking, guest: httpx.Client) -> None:
    [token, _] = invited(service)
    guest.get(f"/r/{token}")
    guest.get(f"/r/{token}")
    assert [entry.after for entry in found(service).history] == [State.SENT, State.OPENED]


def test_a_guest_accepts_with_his_slip_and_finds_it_there_again(service: Asking, guest: httpx.Client) -> None:
    [token, _] = invited(service, places=3)
    slip = {"plus_ones": "1", "companions": "钱秘书", "dietary": "不吃辣", "arrival_train": "g1335",
            "arrival_at": "2026-04-22T10:30", "speaks": "yes", "speech_title": "山地农机"}  # fmt: skip
    answer = answered(guest, token, "accept", **slip)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{token}?saved=1")
    page = guest.get(f"/r/{token}?saved=1").text
    assert "已收到您的回复：出席，随行 1 人" in page
    for text in ("钱秘书", "不吃辣", "G1335", "2026-04-22T10:30", "山地农机"):
        assert text in page
    invitation = found(service)
    assert (invitation.state, invitation.plus_ones) == (State.ACCEPTED, 1)
    assert invitation.reply is not None
    assert invitation.reply.companions == ("钱秘书",)


@pytest.mark.parametrize(("answer", "state"), [("decline", State.DECLINED), ("hesitate", State.TENTATIVE)])
def test_a_guest_says_no_or_perhaps(service: Asking, guest: httpx.Client, answer: str, state: State) -> None:
    [token, _] = invited(service)
    assert answered(guest, token, answer).status_code == 303
    assert found(service).state is state


def test_a_guest_sends_a_colleague_who_gets_his_own_link(service: Asking, guest: httpx.Client) -> None:
    [token, _] = invited(service)
    sent = {"colleague": "钱二", "colleague_post": "副总", "colleague_mail": "qian@firm.example"}
    assert answered(guest, token, "delegate", **sent).status_code == 303
    invitation = found(service)
    assert invitation.state is State.DELEGATED
    colleague = found(service, invitation.delegate or "")
    assert (colleague.guest.name, colleague.state) == ("钱二", State.ACCEPTED)
    with service.database.reading() as session:
        who = invitation_lists.identities(session, EVENT)[colleague.guest.id]
        his = invitation_lists.token_of(session, who)
    assert "钱二" in guest.get(f"/r/{his}").text


def test_an_answer_is_confirmed_by_mail(service: Asking, guest: httpx.Client) -> None:
    [token, _] = invited(service)
    answered(guest, token, "accept")
    with service.database.reading() as session:
        sent = outbox.parcels(session, states=[ParcelState.QUEUED]).items
    assert sorted(parcel.occasion for parcel in sent) == ["confirmation", "invitation", "invitation"]


def test_a_reload_sends_nothing_twice(service: Asking, guest: httpx.Client) -> None:
    [token, _] = invited(service)
    answered(guest, token, "accept")
    history = found(service).history
    again = guest.post(f"/r/{token}", data={"answer": "accept", "seen": "1"})
    assert again.status_code == 409
    assert "请核对后再提交" in again.text
    assert found(service).history == history


def test_a_form_that_was_open_when_a_reminder_left_still_counts(service: Asking, guest: httpx.Client) -> None:
    [token, _] = invited(service)
    text = guest.get(f"/r/{token}").text
    seen = text.partition('name="seen" value="')[2].partition('"')[0]
    longer = Extend(guest="g0", at=SERVED_AT, answer_by=SERVED_AT + timedelta(days=9), note="在国外")
    with service.database.work(SYSTEM, SERVED_AT) as work:
        desk.remind(work, OFFICE, EVENT)
        desk.act(work, OFFICE, EVENT, longer)
    assert guest.post(f"/r/{token}", data={"answer": "accept", "seen": seen}).status_code == 303
    assert found(service).state is State.ACCEPTED


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"answer": ""}, "请先选择能否出席"),
        ({"answer": "perhaps"}, "请先选择能否出席"),
        ({"answer": "accept", "plus_ones": "many"}, "随行人数"),
        ({"answer": "accept", "plus_ones": "-1"}, "随行人数"),
        ({"answer": "accept", "arrival_at": "soon"}, "到达时间"),
        ({"answer": "accept", "lodging_nights": "99"}, "住宿晚数"),
        ({"answer": "accept", "ethnicity": "汉" * 41}, "民族"),
        ({"answer": "delegate", "colleague": ""}, "同事的姓名"),
        ({"answer": "delegate", "colleague": "钱" * 101}, "姓名"),
    ],
)
def test_what_cannot_be_used_is_said_and_the_rest_is_kept(
    service: Asking, guest: httpx.Client, fields: dict[str, str], said: str
) -> None:
    [token, _] = invited(service)
    guest.get(f"/r/{token}")
    answer = guest.post(f"/r/{token}", data={"seen": "1", "dietary": "清真", **fields})
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="清真"' in answer.text
    assert found(service).state is State.OPENED


def test_hostile_words_are_shown_as_words(service: Asking, guest: httpx.Client) -> None:
    [token, _] = invited(service)
    hostile = '"><script>alert(1)</script>'
    answered(guest, token, "accept", remark=hostile, dietary=hostile)
    page = guest.get(f"/r/{token}").text
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_full_house_puts_a_late_yes_on_the_waiting_list_and_says_so(
    service: Asking, guest: httpx.Client
) -> None:
    first, second = invited(service, places=2)
    answered(guest, first, "decline")
    with service.database.work(SYSTEM, SERVED_AT - timedelta(hours=1)) as work:
        desk.act(work, OFFICE, EVENT, send(2, SERVED_AT - timedelta(hours=1)))
    answered(guest, second, "accept")
    answered(guest, first, "accept")
    assert "列入候补" in guest.get(f"/r/{first}").text
    assert found(service).state is State.WAITING


def test_a_withdrawn_guest_is_told_and_nothing_changes(service: Asking, guest: httpx.Client) -> None:
    [token, _] = invited(service)
    with service.database.work(SYSTEM, SERVED_AT - timedelta(hours=1)) as work:
        desk.act(work, OFFICE, EVENT, Withdraw(guest="g0", at=work.at))
    answer = answered(guest, token, "accept")
    assert answer.status_code == 409
    assert found(service).state is State.WITHDRAWN
    assert found(service).history[-1].refused == "invitation_withdrawn"


@pytest.mark.parametrize("token", ["a" * 32, "short", "a" * 31 + "1", "..%2f..%2fetc", "A" * 33])
def test_a_wrong_token_opens_nothing(service: Asking, guest: httpx.Client, token: str) -> None:
    invited(service)
    for answer in (guest.get(f"/r/{token}"), guest.get(f"/r/{token}/event.ics")):
        assert answer.status_code == 404
    assert guest.post(f"/r/{token}", data={"answer": "accept", "seen": "1"}).status_code == 404


def test_an_old_link_is_dead_once_there_is_a_new_one(service: Asking, guest: httpx.Client) -> None:
    [token, _] = invited(service)
    with service.database.work(SYSTEM, SERVED_AT) as work:
        who = invitation_lists.new_token(work, invitation_lists.identities(work.session, EVENT)["g0"].id)
        new = invitation_lists.token_of(work.session, who)
    assert [guest.get(f"/r/{one}").status_code for one in (token, new)] == [404, 200]


def test_with_somebody_elses_token_one_answers_for_him_alone(service: Asking, guest: httpx.Client) -> None:
    _, second = invited(service)
    answered(guest, second, "decline")
    assert (found(service, "g0").state, found(service, "g1").state) == (State.SENT, State.DECLINED)


def test_who_guesses_is_slowed_down_and_who_knows_is_not(service: Asking, guest: httpx.Client) -> None:
    [token, _] = invited(service)
    statuses = [
        guest.get(f"/r/{'b' * 30}{number:02d}").status_code for number in range(22, 22 + MOST_WRONG + 2)
    ]
    assert statuses[0] == 404
    assert statuses[-1] == 429
    assert guest.get(f"/r/{token}").status_code == 200


def test_the_calendar_is_the_guests_own(service: Asking, guest: httpx.Client) -> None:
    [token, _] = invited(service)
    answer = guest.get(f"/r/{token}/event.ics")
    [event] = icalendar.Calendar.from_ical(answer.content).walk("VEVENT")
    with service.database.reading() as session:
        who = invitation_lists.identities(session, EVENT)["g0"]
    assert (str(event["UID"]), answer.headers["content-type"]) == (who.uid, "text/calendar; charset=utf-8")


def test_no_token_is_written_into_the_audit_log(service: Asking, guest: httpx.Client) -> None:
    [token, _] = invited(service)
    answered(guest, token, "accept")
    with service.database.reading() as session:
        log = audit_log.entries(session, limit=200)
    assert token not in repr(log)


@pytest.mark.parametrize("answer", ["accept", "decline", "hesitate"])
def test_the_answer_given_so_far_is_chosen_when_the_page_is_opened_again(
    service: Asking, guest: httpx.Client, answer: str
) -> None:
    [token, _] = invited(service)
    assert " checked" not in guest.get(f"/r/{token}").text
    answered(guest, token, answer)
    assert f'value="{answer}" required checked' in guest.get(f"/r/{token}").text


def test_the_page_says_who_invites(service: Asking, guest: httpx.Client) -> None:
    [token, _] = invited(service)
    assert '<p class="host">招商投资局</p>' in guest.get(f"/r/{token}").text


def test_while_an_answer_waits_for_its_turn_everybody_else_is_served(
    service: Asking, guest: httpx.Client
) -> None:
    [first, second] = invited(service)
    for token in (first, second):
        guest.get(f"/r/{token}")
    with ThreadPoolExecutor(1) as pool:
        with service.database.work(SYSTEM, SERVED_AT) as work:  # holds the list
            invitation_lists.decided(work, EVENT, Withdraw(guest="g2", at=SERVED_AT))
            form = {"answer": "decline", "seen": "1"}
            waiting = pool.submit(httpx.post, f"{service.address}/r/{first}", data=form, timeout=60)
            sleep(0.5)
            # It would be silent until the answer has had its turn.
            assert httpx.get(f"{service.address}/r/{second}", timeout=5).status_code == 200
            assert not waiting.done()
        assert waiting.result().status_code == 303
    assert found(service).state is State.DECLINED


def test_of_two_guests_who_take_the_last_place_at_once_one_has_it_and_one_waits(service: Asking) -> None:
    tokens = invited(service, places=2)
    with service.database.work(SYSTEM, SERVED_AT - timedelta(hours=1)) as work:
        for guest in ("g0", "g1"):
            desk.act(work, OFFICE, EVENT, Decline(guest=guest, at=work.at))
        desk.act(work, OFFICE, EVENT, send(2, work.at))
    start = Barrier(2)

    def accept(token: str) -> str:
        start.wait()
        form = {"answer": "accept", "seen": "2"}
        return httpx.post(f"{service.address}/r/{token}", data=form, timeout=60, follow_redirects=True).text

    with ThreadPoolExecutor(2) as pool:
        pages = list(pool.map(accept, tokens))
    assert sorted("列入候补" in page for page in pages) == [False, True]
    states = sorted(found(service, guest).state for guest in ("g0", "g1"))
    assert states == [State.ACCEPTED, State.WAITING]
