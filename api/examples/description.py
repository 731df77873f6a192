"""``/openapi.json``: the description of the API, for the demonstration's account with living examples."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from api.accounts.identify import identify
from api.accounts.principal import Principal
from api.accounts.role import Action
from api.errors import NotAllowed, NotLoggedIn
from api.examples.filling import examples_of, filled
from api.examples.scene import Scene
from api.routes.context import ServiceDep
from api.routes.service import Service
from api.sample.settlement import LOGIN
from api.store import records
from api.store.accounts import ACCOUNT

router = APIRouter(include_in_schema=False)
# What one account is shown is kept for nobody else, nor for later: every change makes other examples.
_HEADERS = {"Cache-Control": "private, no-store", "Vary": "Cookie, Authorization"}


@router.get("/openapi.json")
def openapi(request: Request, service: ServiceDep) -> JSONResponse:
    """The description; with its examples filled in for whoever the demonstration's account logged in."""
    described: dict[str, Any] = request.app.openapi()
    who = _asking(request, service)
    if who is not None and _may_everything(who):
        with service.database.reading() as session:
            account = records.stored(session, ACCOUNT, who.account).value
            if account.login == LOGIN:
                described = filled(described, examples_of(Scene(session, account, service.clock())))
    return JSONResponse(described, headers=_HEADERS)


def _may_everything(who: Principal) -> bool:
    """Examples hold records of every kind: a token with a few scopes does not get them by this door."""
    return not who.must_change and all(who.may(action) for action in Action)


def _asking(request: Request, service: Service) -> Principal | None:
    """Who asks; None for nobody in particular, and for credentials that do not hold."""
    try:
        return identify(service.database, service.settings, request, service.clock())
    except (NotLoggedIn, NotAllowed):
        return None
