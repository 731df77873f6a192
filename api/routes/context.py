"""What a route is given: a session to read in or a unit of work, and who asks."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import Annotated

from fastapi import Depends, Header, Request

from api.accounts.identify import identify
from api.accounts.principal import Principal
from api.accounts.role import Action
from api.accounts.signing import signing_key
from api.errors import InvalidInput, VersionRequired
from api.routes.service import Service, service_of
from api.store.database import Session
from api.store.work import Work
from api.texts import Language
from planner.errors import Fault


def _service(request: Request) -> Service:
    return service_of(request)


ServiceDep = Annotated[Service, Depends(_service)]


def principal(request: Request, service: ServiceDep) -> Principal:
    """Who asks; raises :class:`~api.errors.NotLoggedIn`, or NotAllowed where the CSRF token is missing."""
    who = identify(service.database, service.settings, request, service.clock())
    request.state.account = who.account  # for the log
    return who


class Allowed:
    """The dependency that names a route's action and lets only those pass who may take it."""

    def __init__(self, action: Action) -> None:
        self.action = action

    def __call__(self, who: Annotated[Principal, Depends(principal)]) -> Principal:
        """The principal, if allowed."""
        who.require(self.action)
        return who


def request_id_of(request: Request) -> str:
    """The id that the logs and the audit log know this request by."""
    return str(getattr(request.state, "request_id", ""))


def _reading(service: ServiceDep) -> Iterator[Session]:
    with service.database.reading() as session:
        yield session


class OwnTransactions:
    """Transactions that a route opens itself: what it works out for seconds lies in none of them."""

    def __init__(
        self, request: Request, service: ServiceDep, who: Annotated[Principal, Depends(principal)]
    ) -> None:
        self._service, self._actor = service, who.actor(request_id_of(request))

    def reading(self) -> AbstractContextManager[Session]:
        """A snapshot to read in."""
        return self._service.database.reading()

    def work(self) -> AbstractContextManager[Work]:
        """A unit of work of who asks, as of now."""
        return self._service.database.work(self._actor, self._service.clock())


def _work(
    request: Request, service: ServiceDep, transactions: Annotated[OwnTransactions, Depends()]
) -> Iterator[Work]:
    if request.headers.get("idempotency-key") is not None:
        # Read, and at first made, before this transaction: behind its lock no other could write it.
        signing_key(service.database, service.settings, service.clock())
    with transactions.work() as work:
        yield work


# scope="function": the one commit happens when the route returns, before the answer leaves.
ReadingDep = Annotated[Session, Depends(_reading, scope="function")]
WorkDep = Annotated[Work, Depends(_work, scope="function")]
OwnTransactionsDep = Annotated[OwnTransactions, Depends()]
PrincipalDep = Annotated[Principal, Depends(principal)]


def _language(request: Request, service: ServiceDep) -> Language:
    return preferred_language(request.headers.get("accept-language", ""), service.settings.language)


def preferred_language(header: str, otherwise: Language) -> Language:
    """The first of Chinese and English that ``Accept-Language`` names (RFC 9110 §12.5.4, weights apart)."""
    for part in header.lower().split(","):
        tag = part.strip().split(";")[0]
        if tag.startswith("zh"):
            return "zh"
        if tag.startswith("en"):
            return "en"
    return otherwise


LanguageDep = Annotated[Language, Depends(_language)]


def _version(if_match: Annotated[str | None, Header(description='例 e.g. "3"')] = None) -> int:
    """The version a change is meant for, from ``If-Match: "3"`` (RFC 9110 §13.1.1)."""
    if if_match is None:
        raise VersionRequired(Fault(code="version_required", place="If-Match", detail={"version": "?"}))
    return version_of(if_match)


def version_of(if_match: str) -> int:
    """The version that a value of If-Match names; raises :class:`InvalidInput` for any other."""
    text = if_match.removeprefix("W/").strip('"')
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise InvalidInput(Fault(code="unfit_version", place="If-Match", value=if_match[:80]))
    return int(text)


VersionDep = Annotated[int, Depends(_version)]
