"""``/robots.txt``: nothing here is for search engines (RFC 9309)."""

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse

router = APIRouter()


@router.get("/robots.txt", include_in_schema=False)
def robots() -> PlainTextResponse:
    """A feed's address that leaked into some page must not be crawled from there."""
    return PlainTextResponse("User-agent: *\nDisallow: /\n")
