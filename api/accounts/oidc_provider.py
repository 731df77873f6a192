"""The identity provider as we ask it over HTTP: its discovery document, its keys, a code for a token."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple
from urllib.parse import quote

import httpx

from api.errors import NotLoggedIn, Unreachable
from planner.errors import Fault

_SECONDS = 10.0


class Client(NamedTuple):
    """This service as the provider knows it."""

    issuer: str
    id: str
    secret: str | None
    redirect_uri: str


class Provider(NamedTuple):
    """Where the provider answers, as its discovery document says."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    takes_basic: bool


def redeem(
    http: httpx.Client, provider: Provider, client: Client, code: str, verifier: str
) -> dict[str, Any]:
    """The tokens for a ``code`` (RFC 6749 §4.1.3, RFC 7636 §4.5).

    Raises :class:`NotLoggedIn` if the code is not taken, :class:`Unreachable` if the answer is no JSON
    object.
    """
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": client.redirect_uri,
        "code_verifier": verifier,
    }
    basic = client.secret is not None and provider.takes_basic
    if not basic:
        form |= {"client_id": client.id} | ({"client_secret": client.secret} if client.secret else {})
    # RFC 6749 §2.3.1: both are form-encoded before they become a user name and a password.
    names = (quote(client.id, safe=""), quote(client.secret or "", safe=""))
    auth = httpx.BasicAuth(*names) if basic else httpx.USE_CLIENT_DEFAULT
    response = http.post(provider.token_endpoint, data=form, auth=auth)
    if response.status_code in {400, 401}:
        raise refused("code")
    return fetched(response)


def discover(http: httpx.Client, issuer: str) -> Provider:
    """What the provider says of itself; raises :class:`Unreachable` if that is not it, or not enough."""
    said = fetched(http.get(issuer.rstrip("/") + "/.well-known/openid-configuration"))
    if said.get("issuer") != issuer:  # OpenID Connect Discovery §4.3
        raise _unreachable(issuer, "issuer")
    try:
        return Provider(
            authorization_endpoint=str(said["authorization_endpoint"]),
            token_endpoint=str(said["token_endpoint"]),
            jwks_uri=str(said["jwks_uri"]),
            takes_basic="client_secret_basic"
            in said.get("token_endpoint_auth_methods_supported", ["client_secret_basic"]),
        )
    except KeyError as error:
        raise _unreachable(issuer, str(error)) from error


@contextmanager
def connected() -> Iterator[httpx.Client]:
    """A client of short patience that follows nobody elsewhere; silence becomes :class:`Unreachable`."""
    try:
        with httpx.Client(timeout=_SECONDS, follow_redirects=False) as client:
            yield client
    except (httpx.TransportError, httpx.DecodingError, httpx.InvalidURL) as error:
        raise _unreachable("", type(error).__name__) from error


def fetched(response: httpx.Response) -> dict[str, Any]:
    """The JSON object that was answered; raises :class:`Unreachable` if there is none."""
    where = str(response.url.copy_with(query=None))
    try:
        value = response.raise_for_status().json()
    except (httpx.HTTPStatusError, ValueError) as error:
        raise _unreachable(where, str(response.status_code)) from error
    if not isinstance(value, dict):
        raise _unreachable(where, "JSON")
    return value


def refused(why: str) -> NotLoggedIn:
    """The log-in fails: ``why`` names the claim or the step, for the administrator."""
    return NotLoggedIn(Fault(code="oidc_refused", detail={"why": why}))


def _unreachable(where: str, why: str) -> Unreachable:
    return Unreachable(Fault(code="oidc_unreachable", value=where, detail={"why": why}))
