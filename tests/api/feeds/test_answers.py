"""Answers out of the ordinary: dates of the future, nothing published, a database that is away."""

import logging
from datetime import timedelta

import pytest

from api.calendars.subscribed import Published, subscribed_calendar
from api.calendars.target import Target, TargetKind
from tests.api.calendars.sample import MADE_AT, PUBLISHED, SEASON
from tests.api.feeds.publishing import Clock, published, subscribed
from tests.api.feeds.web import web

HEAD_OF_DISTRICT = Target(kind=TargetKind.PERSON, id="p01")
CLIENT_LIBRARIES = ("httpx", "httpcore", "uvicorn.access")  # the last is silenced where the service runs


class Unreachable:
    """A watch whose database is away."""

    queries = 0

    async def refresh(self) -> None:
        raise OSError("away")

    def close(self) -> None:
        """There is nothing to close."""


def test_a_date_of_the_future_is_not_told(database_url: str) -> None:
    with web(database_url, Clock(MADE_AT - timedelta(hours=1))) as early:
        published(early.database, PUBLISHED)
        _, token = subscribed(early.database)
        answer = early.get(token)
        again = early.get(token, if_none_match=answer.headers["etag"])
    assert (answer.status_code, "last-modified" in answer.headers) == (200, False)
    assert (again.status_code, "last-modified" in again.headers) == (304, False)


def test_before_anything_is_published_the_calendar_is_empty_and_valid(database_url: str) -> None:
    with web(database_url) as running:
        _, token = subscribed(running.database)
        empty = running.get(token)
        published(running.database, PUBLISHED)
        after = running.get(token)
    assert (empty.status_code, empty.content) == (200, subscribed_calendar([], HEAD_OF_DISTRICT))
    assert "last-modified" not in empty.headers
    assert after.content == subscribed_calendar([Published(SEASON, PUBLISHED)], HEAD_OF_DISTRICT)


def test_what_cannot_be_read_is_said_so_and_no_token_is_logged(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with web(database_url) as running:
        _, token = subscribed(running.database)
        assert running.get(token).status_code == 200
        running.feeds.watch.close()
        running.feeds.watch = Unreachable()
        with caplog.at_level(logging.DEBUG):
            answer = running.get(token)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    ours = [record for record in caplog.records if not record.name.startswith(CLIENT_LIBRARIES)]
    told = [caplog.handler.format(record) for record in ours]
    assert [record.name for record in ours if record.exc_info] == ["zhaoshang.feeds"]
    assert [text for text in told if token in text] == []
