"""A small OpenID Connect provider: discovery, keys, and a token for whatever code it gave out."""

import base64
import hashlib
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.api.accounts.staff import NOW

CLIENT, SECRET = "zhaoshang", "a secret with : and ü"


@dataclass
class Provider:
    """What the provider will say; ``claims`` overrides those of the ID token, None leaves one out."""

    url: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "k1"}))
    signs_with: Any = None
    algorithm: str = "RS256"
    issuer_said: str | None = None
    takes_code: bool = True
    broken: str = ""
    asked: dict[str, str] = field(default_factory=dict)

    def app(self) -> Starlette:
        """The provider as an application."""
        return Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/keys", self._keys),
                Route("/token", self._token, methods=["POST"]),
            ]
        )

    def log_somebody_in(self, url: str) -> dict[str, str]:
        """What the browser brings back from ``url``, where we sent it."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        return {"code": "the-code", "state": self.asked["state"]}

    def _discovery(self, _request: Request) -> Response:
        if self.broken == "discovery":
            return Response("<html>", media_type="text/html")
        said = {
            "issuer": self.issuer_said or self.url,
            "authorization_endpoint": f"{self.url}/authorize?tenant=1",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
        }
        return JSONResponse(said)

    def _keys(self, _request: Request) -> Response:
        # A careless provider publishes what it signs with, whatever that is.
        shared = [self.signs_with.as_dict(private=True)] if isinstance(self.signs_with, OctKey) else []
        return JSONResponse({"keys": [*shared, self.key.as_dict(private=False)]})

    async def _token(self, request: Request) -> Response:
        form = await request.form()
        if self.broken == "token":
            return JSONResponse([], 200)
        if not self.takes_code or not self._is_ours(request, dict(form)):
            return JSONResponse({"error": "invalid_grant"}, 400)
        return JSONResponse({"access_token": "at", "token_type": "Bearer", "id_token": self._id_token()})

    def _is_ours(self, request: Request, form: dict[str, Any]) -> bool:
        """Whether the client is known by its secret, the code by its verifier (RFC 7636 §4.6)."""
        name, _, secret = (
            base64.b64decode(request.headers["authorization"].split()[1]).decode().partition(":")
        )
        digest = hashlib.sha256(str(form["code_verifier"]).encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        return (name, secret, form["code"], form["redirect_uri"], challenge) == (
            CLIENT,
            "a%20secret%20with%20%3A%20and%20%C3%BC",
            "the-code",
            self.asked["redirect_uri"],
            self.asked["code_challenge"],
        )

    def _id_token(self) -> str:
        now = int(NOW.timestamp())
        claims = {
            "iss": self.url,
            "sub": "subject-1",
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": self.asked["nonce"],
            **self.claims,
        }
        header = {"alg": self.algorithm, "kid": "k1"}
        present = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(header, present, self.signs_with or self.key, algorithms=[self.algorithm])


def shared_key() -> OctKey:
    """A key that everybody who knows the client's secret could sign with."""
    return OctKey.import_key(SECRET, {"kid": "k1"})
