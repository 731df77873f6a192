"""Pages from templates: everything a person entered is escaped, texts come from ``api.texts``."""

from functools import cache
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from api.texts import Language, say

# No script at all, no other site, forms to ourselves alone; a phone's cache keeps nothing.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}


def page(name: str, language: Language, status: int = 200, /, **words: Any) -> HTMLResponse:
    """The page ``name``.html in ``language``; ``words`` are what the template shows."""

    def said(key: str, **more: object) -> str:
        return say(f"page.{key}", language, **more)

    content = _environment().get_template(f"{name}.html").render(say=said, language=language, **words)
    return HTMLResponse(content, status, headers=HEADERS)


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("api.pages", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
