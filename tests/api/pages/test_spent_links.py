"""Links that were taken back: dead in the very next request of any process, and in no log."""

import io
import logging
from collections.abc import Iterator

import httpx
import pytest

from api.observe import logs
from api.store import audit_log, check_ins, invitation_lists
from api.store.work import SYSTEM
from tests.api.pages.test_reply import invited
from tests.api.post.lists import EVENT
from tests.api.routes.asking import NOW, Asking


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """Everything this process logs, the service's requests among it, as finely as it can."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    stream = io.StringIO()
    logs.configure("json", "debug", stream)
    yield stream
    root.handlers[:], root.level = before


def test_a_reply_link_that_was_replaced_is_dead_in_the_next_request_and_in_no_log(
    service: Asking, said: io.StringIO
) -> None:
    [token, _] = invited(service)
    with httpx.Client(base_url=service.address, timeout=60) as guest:
        assert guest.get(f"/r/{token}").status_code == 200
        with service.database.work(SYSTEM, NOW) as work:
            who = invitation_lists.identities(work.session, EVENT)["g0"]
            fresh = invitation_lists.token_of(work.session, invitation_lists.new_token(work, who.id))
        answers = [
            guest.get(f"/r/{token}"),
            guest.get(f"/r/{token}/event.ics"),
            guest.post(f"/r/{token}", data={"answer": "accept", "seen": "0"}),
        ]
        assert [answer.status_code for answer in answers] == [404] * 3
        assert [token in answer.text for answer in answers] == [False] * 3
        assert guest.get(f"/r/{fresh}").status_code == 200
    _is_written_nowhere(service, said, token, fresh)


def test_the_link_of_a_door_that_was_replaced_is_dead_in_the_next_request_and_in_no_log(
    service: Asking, said: io.StringIO
) -> None:
    invited(service)
    with service.database.work(SYSTEM, NOW) as work:
        door = check_ins.door_of(work.session, EVENT)
        badge = check_ins.badge_of(work.session, invitation_lists.identities(work.session, EVENT)["g0"])
    with httpx.Client(base_url=service.address, timeout=60) as phone:
        assert [phone.get(path).status_code for path in (f"/d/{door}", f"/k/{badge}")] == [200, 200]
        with service.database.work(SYSTEM, NOW) as work:
            fresh = check_ins.new_door(work, EVENT)
        answers = [phone.get(f"/d/{door}"), phone.post(f"/d/{door}", data={"guest": "g0"})]
        answers.append(phone.post(f"/k/{badge}"))
        assert [answer.status_code for answer in answers] == [404] * 3
        assert phone.get(f"/d/{fresh}").status_code == 200
    _is_written_nowhere(service, said, door, fresh, badge)


def _is_written_nowhere(service: Asking, said: io.StringIO, *tokens: str) -> None:
    logged = said.getvalue()
    assert "/r/{token}" in logged or "/d/{token}" in logged  # the requests are there, by their template
    with service.database.reading() as session:
        logged += repr(audit_log.entries(session, limit=200))
    assert [token for token in tokens if token in logged] == []
