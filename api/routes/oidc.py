"""``/login/oidc``: to the identity provider and back."""

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse

from api.accounts import oidc_log_in, openid
from api.accounts.signing import signing_key
from api.routes.context import ServiceDep
from api.routes.documentation import refusals
from api.routes.login import sender_of, set_log_in

router = APIRouter(tags=["登录 log-in"])
AFTER = "/api/v1/me"


@router.get(
    "/login/oidc",
    status_code=303,
    response_class=RedirectResponse,
    operation_id="begin_oidc_log_in",
    summary="统一身份认证登录 · Log in at the identity provider",
    responses=refusals(404, 502),
)
def begin(service: ServiceDep) -> RedirectResponse:
    """转到身份提供方。 Sends the browser to the identity provider."""
    client = openid.client_of(service.settings)
    at = service.clock()
    departure = openid.depart(client, signing_key(service.database, service.settings, at), at)
    response = RedirectResponse(departure.url, 303)
    response.set_cookie(
        openid.COOKIE,
        departure.cookie,
        max_age=int(openid.LASTS.total_seconds()),
        path=openid.PATH,
        secure=service.settings.is_secure,
        httponly=True,
        samesite="lax",
    )
    return response


@router.get(
    "/login/oidc/callback",
    status_code=303,
    response_class=RedirectResponse,
    operation_id="end_oidc_log_in",
    summary="身份提供方返回 · Come back from the identity provider",
    responses=refusals(401, 403, 404, 502),
)
def end(request: Request, service: ServiceDep) -> RedirectResponse:
    """核对后登录；未开户的人不予登录。 Logs in an account made before; strangers are refused."""
    client = openid.client_of(service.settings)
    at = service.clock()
    key = signing_key(service.database, service.settings, at)
    claims = openid.arrive(client, key, request.cookies.get(openid.COOKIE, ""), request.query_params, at)
    done = oidc_log_in.log_in(service.database, service.settings, claims, sender_of(request), at)
    response = RedirectResponse(AFTER, 303)
    set_log_in(response, service, done)
    response.delete_cookie(openid.COOKIE, path=openid.PATH, httponly=True, samesite="lax")
    return response
