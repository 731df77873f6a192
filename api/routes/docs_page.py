"""``/docs``: every operation to read and to try, on a machine without any network.

Swagger UI comes out of the package ``fastapi-offline``, which does no more than carry it: FastAPI's own page
fetches it from a foreign host.
"""

from functools import cache
from importlib.resources import files
from typing import Literal

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

router = APIRouter(include_in_schema=False)
_KEPT = {"Cache-Control": "public, max-age=86400"}
_TYPES = {"swagger-ui-bundle.js": "text/javascript", "swagger-ui.css": "text/css"}


@router.get("/docs")
def docs() -> HTMLResponse:
    """The page."""
    return HTMLResponse(files(__package__).joinpath("docs_page.html").read_text(encoding="utf-8"))


@router.get("/docs/{name}")
def part(name: Literal["swagger-ui-bundle.js", "swagger-ui.css"]) -> Response:
    """A part of Swagger UI."""
    return Response(_read(name), media_type=_TYPES[name], headers=_KEPT)


@cache
def _read(name: str) -> bytes:
    return files("fastapi_offline").joinpath("static", name).read_bytes()
