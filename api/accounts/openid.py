"""Log-in by OpenID Connect (Core 1.0, authorization code with PKCE): ask, and judge the answer."""

import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

# authlib has no types.
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri  # type: ignore[import-untyped]
from authlib.oauth2.rfc7636 import create_s256_code_challenge  # type: ignore[import-untyped]
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from api.accounts.oidc_provider import Client, connected, discover, fetched, redeem, refused
from api.accounts.signing import signed, verified
from api.errors import NotFound, NotLoggedIn
from api.settings import Settings
from planner.errors import Fault
from planner.value import Value

PATH = "/api/v1/login/oidc"
CALLBACK = f"{PATH}/callback"
COOKIE = "zhaoshang_oidc"
LASTS = timedelta(minutes=10)
_PURPOSE = "oidc"
_LEEWAY_SECONDS = 60
# Only what a public key verifies: by "none" or HS256 others could sign as well (RFC 8725 §3.1).
_ALGORITHMS = [
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
    "Ed25519",
]


class Departure(NamedTuple):
    """Where the browser is sent, and the cookie by which it is known when it comes back."""

    url: str
    cookie: str


class Claims(Value):
    """What the provider vouches for; ``names`` are log-ins the person may go by, the surest first."""

    subject: str
    names: tuple[str, ...]


def client_of(settings: Settings) -> Client:
    """The settings of OpenID Connect; raises :class:`NotFound` if there are none."""
    if settings.oidc_issuer is None or settings.oidc_client_id is None:
        raise NotFound(Fault(code="oidc_off"))
    secret = settings.oidc_client_secret
    return Client(
        issuer=settings.oidc_issuer,
        id=settings.oidc_client_id,
        secret=None if secret is None else secret.get_secret_value(),
        redirect_uri=settings.public_url.rstrip("/") + CALLBACK,
    )


def depart(client: Client, key: str, at: datetime) -> Departure:
    """Begin a log-in. Raises :class:`Unreachable` if the provider does not say where."""
    with connected() as http:
        provider = discover(http, client.issuer)
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    url = prepare_grant_uri(
        provider.authorization_endpoint,
        client_id=client.id,
        response_type="code",
        redirect_uri=client.redirect_uri,
        scope="openid profile email",
        state=state,
        nonce=nonce,
        code_challenge=create_s256_code_challenge(verifier),
        code_challenge_method="S256",
    )
    until = int((at + LASTS).timestamp())
    cookie = {"state": state, "nonce": nonce, "verifier": verifier, "until": until}
    return Departure(url, signed(key, _PURPOSE, cookie))


def arrive(client: Client, key: str, cookie: str, answer: Mapping[str, str], at: datetime) -> Claims:
    """Judge what the browser brought back from the provider.

    Raises :class:`NotLoggedIn` unless the state is that of this browser's :func:`depart`, the code is taken,
    and the ID token is signed by the provider for us, for this log-in, and not over (OpenID Connect Core
    §3.1.3.7); :class:`Unreachable` if the provider does not answer.
    """
    begun = verified(key, _PURPOSE, cookie)
    if begun is None or at.timestamp() >= begun["until"]:
        raise NotLoggedIn(Fault(code="oidc_not_begun"))
    if not hmac.compare_digest(begun["state"].encode(), answer.get("state", "").encode()):
        raise NotLoggedIn(Fault(code="oidc_not_begun"))
    if answer.get("iss", client.issuer) != client.issuer:  # RFC 9207: the answer of another provider
        raise refused("iss")
    if "code" not in answer:
        raise refused(answer.get("error", "code")[:80])
    with connected() as http:
        provider = discover(http, client.issuer)
        token = redeem(http, provider, client, answer["code"], begun["verifier"])
        keys = fetched(http.get(provider.jwks_uri))
    return _judged(token, keys, client, begun["nonce"], at)


def _judged(token: dict[str, Any], keys: Any, client: Client, nonce: str, at: datetime) -> Claims:
    try:
        decoded = jwt.decode(str(token["id_token"]), KeySet.import_key_set(keys), _ALGORITHMS)
        wanted = {
            "iss": {"essential": True, "value": client.issuer},
            "aud": {"essential": True, "value": client.id},
        }
        parameters = {"nonce": nonce, "client_id": client.id, "access_token": token.get("access_token")}
        claims = CodeIDToken(decoded.claims, decoded.header, wanted, parameters)
        claims.validate(now=int(at.timestamp()), leeway=_LEEWAY_SECONDS)
    except (JoseError, KeyError, TypeError, ValueError) as error:
        raise refused(type(error).__name__) from error
    names = [claims.get("email")] if claims.get("email_verified") is True else []
    names.append(claims.get("preferred_username"))
    return Claims(subject=str(claims["sub"]), names=tuple(str(name) for name in names if name))
