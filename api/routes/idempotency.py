"""``Idempotency-Key``: a creating request sent twice is carried out once and answered alike both times.

For a route that creates::

    @router.post("/things", status_code=201, responses=...)
    def create_thing(value: Thing, work: WorkDep, once: OnceDep) -> Response:
        return once.answer(work, lambda: Answer(201, things.create(work, value), {"Location": "..."}))

``once.answer`` runs the function unless this account already sent the same request (method, address, body)
with the same key in the last 24 hours; then the kept answer is sent with ``Idempotent-Replayed: true``, a
secret in it included: it is kept sealed (:mod:`api.accounts.sealing`). The key's hash is kept in the
transaction of ``work``: it stands if, and only if, what the function wrote stands. A refused request keeps
nothing, so that it may be sent again. Without the header the function just runs. A route that must not hold a
transaction while it works (parsing a file) opens ``work`` itself when it is ready and calls the same method.
"""

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel

from api.accounts.sealing import Seal
from api.accounts.signing import signing_key
from api.errors import Conflict, InvalidInput
from api.routes.body_guard import body_digest_of
from api.routes.context import PrincipalDep, ServiceDep
from api.store import idempotency
from api.store.idempotency import KeptAnswer
from api.store.work import Work
from planner.errors import Fault

REPLAYED = "Idempotent-Replayed"
_KEY = re.compile(r"[\x21-\x7e]{1,128}")
_MEDIA_TYPE = "application/json"


@dataclass(frozen=True)
class Answer:
    """What a creating route answers with."""

    status: int
    body: BaseModel
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Once:
    """A request that may have come before. ``seal`` is None if it has no key and does not say so."""

    account: str
    seal: Seal | None
    fingerprint: str

    def about(self, *contents: bytes) -> "Once":
        """The same request known by the files it brought: a form sent again has another boundary."""
        digests = [hashlib.sha256(content).hexdigest() for content in contents]
        return replace(self, fingerprint="\n".join((self.fingerprint, *digests)))

    def answer(self, work: Work, make: Callable[[], Answer]) -> Response:
        """The answer of ``make``, or the one kept for this key; raises as ``make`` and the store do."""
        if self.seal is None:
            return _response(make())
        seal = self.seal
        known = idempotency.claim(work, self.account, seal.name, seal.fingerprint(self.fingerprint))
        if known is not None:
            return _replayed(known, seal)
        made = make()
        sealed = seal.closed(_bytes_of(made))
        kept = KeptAnswer(status=made.status, headers=made.headers, body=sealed)
        idempotency.keep(work, self.account, seal.name, kept)
        return _response(made)


def _once(
    request: Request,
    service: ServiceDep,
    who: PrincipalDep,
    idempotency_key: Annotated[
        str | None,
        Header(
            json_schema_extra={"pattern": "^[!-~]{1,128}$"},
            description="同键重发只执行一次 · sent again with the same key, it is carried out once",
        ),
    ] = None,
) -> Once:
    if idempotency_key is not None and not _KEY.fullmatch(idempotency_key):
        raise InvalidInput(Fault(code="unfit_idempotency_key", place="Idempotency-Key"))
    is_form = request.headers.get("content-type", "").startswith("multipart/")
    body = "" if is_form else body_digest_of(request)  # a form's route says what it is about
    parts = (request.method, request.url.path, request.url.query, body)
    seal = None
    if idempotency_key is not None:
        secret = signing_key(service.database, service.settings, service.clock())
        seal = Seal(secret, who.account, idempotency_key)
    return Once(account=who.account, seal=seal, fingerprint="\n".join(parts))


OnceDep = Annotated[Once, Depends(_once)]


def _bytes_of(answer: Answer) -> bytes:
    return answer.body.model_dump_json().encode()


def _response(answer: Answer) -> Response:
    return Response(_bytes_of(answer), answer.status, answer.headers, media_type=_MEDIA_TYPE)


def _replayed(kept: KeptAnswer, seal: Seal) -> Response:
    body = seal.opened(kept.body)
    if body is None:  # the fingerprint fits and the seal does not: the row was damaged
        raise Conflict(Fault(code="idempotency_in_progress", place="Idempotency-Key"))
    return Response(body, kept.status, {**kept.headers, REPLAYED: "true"}, media_type=_MEDIA_TYPE)
