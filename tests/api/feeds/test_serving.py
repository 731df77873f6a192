"""What a phone gets: bytes and headers, not modified, HEAD, gzip; and what a wrong address gets."""

import gzip
from collections.abc import Iterator
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import unquote

import httpx
import pytest

from api.calendars.privacy import Level
from api.calendars.subscribed import Published, subscribed_calendar
from api.calendars.target import Target, TargetKind
from tests.api.calendars.sample import MADE_AT, PUBLISHED, SEASON
from tests.api.databases import Databases
from tests.api.feeds.publishing import published, revoked, subscribed
from tests.api.feeds.web import Web, web

HEAD_OF_DISTRICT = Target(kind=TargetKind.PERSON, id="p01")
CALENDAR = subscribed_calendar([Published(SEASON, PUBLISHED)], HEAD_OF_DISTRICT)


@pytest.fixture(scope="module")
def served(databases: Databases, backend: str) -> Iterator[Web]:
    """One process for all of these: each makes its own subscription, and nothing else changes."""
    url = databases.fresh(backend)
    with web(url) as running:
        published(running.database, PUBLISHED)
        yield running
    databases.drop(url)


def test_a_fetch_gets_the_calendar_with_every_header_that_keeps_it_private(served: Web) -> None:
    _, token = subscribed(served.database)
    answer = served.get(token)
    assert (answer.status_code, answer.content) == (200, CALENDAR)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["vary"] == "accept-encoding"
    disposition = answer.headers["content-disposition"]
    assert unquote(disposition) == "inline; filename*=UTF-8''甲书记·招商日程.ics"
    assert "set-cookie" not in answer.headers


def test_last_modified_is_when_the_plan_was_published(served: Web) -> None:
    _, token = subscribed(served.database)
    assert parsedate_to_datetime(served.get(token).headers["last-modified"]) == MADE_AT


def test_levels_languages_and_alarms_are_calendars_of_their_own(served: Web) -> None:
    bodies = {
        served.get(subscribed(served.database, level=level, alarms=alarms)[1]).content
        for level in Level
        for alarms in (False, True)
    }
    assert bodies == {
        subscribed_calendar([Published(SEASON, PUBLISHED)], HEAD_OF_DISTRICT, level=level, alarms=alarms)
        for level in Level
        for alarms in (False, True)
    }
    assert len(bodies) == 6


def test_a_busy_feed_names_nobody_in_its_headers_either(served: Web) -> None:
    _, token = subscribed(served.database, level=Level.BUSY)
    assert unquote(served.get(token).headers["content-disposition"]) == (
        "inline; filename*=UTF-8''外出与忙碌.ics"
    )


def test_who_has_the_bytes_gets_304_without_them(served: Web) -> None:
    _, token = subscribed(served.database)
    tag = served.get(token).headers["etag"]
    for known in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        again = served.get(token, if_none_match=known)
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert again.headers["cache-control"] == "private, no-cache"
        assert again.headers["vary"] == "accept-encoding"
    assert served.get(token, if_none_match='"other"').status_code == 200


def test_if_modified_since_serves_who_knows_no_tags_and_yields_to_who_does(served: Web) -> None:
    _, token = subscribed(served.database)
    date = served.get(token).headers["last-modified"]
    assert served.get(token, if_modified_since=date).status_code == 304
    earlier = format_datetime(MADE_AT - timedelta(seconds=1))
    assert served.get(token, if_modified_since=earlier).status_code == 200
    assert served.get(token, if_modified_since="yesterday").status_code == 200
    assert served.get(token, if_modified_since=date, if_none_match='"other"').status_code == 200


def test_gzip_is_another_form_with_its_own_tag_and_the_same_content(served: Web) -> None:
    _, token = subscribed(served.database)
    plain, packed = served.get(token), served.get(token, accept_encoding="br, gzip;q=0.5")
    assert packed.headers["content-encoding"] == "gzip"
    assert (packed.content, "content-encoding" in plain.headers) == (CALENDAR, False)
    assert int(packed.headers["content-length"]) < len(CALENDAR) / 2
    tags = {plain.headers["etag"], packed.headers["etag"]}
    assert len(tags) == 2
    for tag in tags:  # either form is the present calendar
        for encoding in ("gzip", "identity"):
            again = served.get(token, accept_encoding=encoding, if_none_match=tag)
            assert (again.status_code, again.headers["etag"]) == (304, tag)


def test_packed_bytes_unpack_to_the_plain_ones(served: Web) -> None:
    _, token = subscribed(served.database)
    url = f"{served.address}/cal/{token}.ics"
    with served.client.stream("GET", url, headers={"accept-encoding": "gzip"}) as answer:
        assert gzip.decompress(b"".join(answer.iter_raw())) == CALENDAR


def test_head_tells_what_get_would_without_the_bytes(served: Web) -> None:
    _, token = subscribed(served.database)
    told, got = served.get(token, "HEAD"), served.get(token)
    assert (told.status_code, told.content) == (200, b"")
    without_date = [{**answer.headers, "date": ""} for answer in (told, got)]
    assert without_date[0] == without_date[1]
    assert served.get(token, "HEAD", if_none_match=told.headers["etag"]).status_code == 304


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PROPFIND"])
def test_nothing_else_can_be_done_with_an_address(served: Web, method: str) -> None:
    _, token = subscribed(served.database)
    answer = served.get(token, method)
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


HOSTILE = [
    "x", "A" * 31, "A" * 32, "A" * 33, "A" * 5_000, "%00" * 32, "..%2f..%2fetc%2fpasswd", "' OR 1=1 --",
    "%F0%9F%9A%9C" * 8, "%FF" * 32, "a/b", "", "%0d%0aX-Injected:%201", "A" * 31 + "%41",
]  # fmt: skip


def test_wrong_tokens_of_every_kind_are_answered_as_a_revoked_one_is(served: Web) -> None:
    made, token = subscribed(served.database)
    revoked(served.database, made.id)
    gone = served.get(token)
    assert gone.status_code == 404
    for wrong in HOSTILE:
        answer = served.get(wrong)
        assert (answer.status_code, answer.content) == (404, gone.content), wrong
        assert {**answer.headers, "date": ""} == {**gone.headers, "date": ""}, wrong


def test_an_address_without_its_ending_or_below_another_opens_nothing(served: Web) -> None:
    _, token = subscribed(served.database)
    for path in (f"/cal/{token}", f"/cal/{token}.ICS", f"/cal/{token}.ics/", f"/cal//{token}.ics", "/cal/"):
        assert served.client.get(f"{served.address}{path}").status_code == 404
    assert served.client.get(f"{served.address}/cal/{token}.ics?x=1").status_code == 200


def test_robots_are_sent_away(served: Web) -> None:
    answer = httpx.get(f"{served.address}/robots.txt")
    assert (answer.status_code, answer.text) == (200, "User-agent: *\nDisallow: /\n")
