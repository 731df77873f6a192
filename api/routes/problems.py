"""Every refusal as ``application/problem+json`` (RFC 9457), in Chinese or English, with its stable code."""

from collections.abc import Iterable, Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from api.errors import ServiceError, TooOften
from api.observe.redact import REDACTED, is_secret_name, without_secrets
from api.routes.context import preferred_language, request_id_of
from api.routes.service import service_of
from api.texts import Language
from api.texts.sentences import sentence
from api.texts.unusable import unusable_fault
from planner.errors import Fault, ZhaoshangError

MEDIA_TYPE = "application/problem+json"


class ProblemFault(BaseModel):
    """One thing wrong: its stable code, where, what stood there, and the three sentences about it."""

    code: str
    place: str
    value: str
    message: str
    expected: str
    remedy: str


class Problem(BaseModel):
    """A refusal (RFC 9457): ``type`` and ``code`` are stable, the rest is in the asked language."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    instance: str
    request_id: str
    faults: list[ProblemFault]


def told(fault: Fault, language: Language) -> ProblemFault:
    """``fault`` in words."""
    return ProblemFault(
        code=fault.code, place=fault.place, value=fault.value, **sentence(fault, language)._asdict()
    )


def problem(
    status: int, faults: Sequence[Fault], language: Language, *, instance: str = "", request_id: str = ""
) -> Problem:
    """The body that answers a refusal with ``faults`` (at least one)."""
    said = [told(fault, language) for fault in faults[:100]]
    first = said[0]
    return Problem(
        type=f"urn:zhaoshang:problem:{first.code}",
        title=first.message,
        status=status,
        code=first.code,
        detail=f"{first.expected} {first.remedy}",
        instance=instance,
        request_id=request_id,
        faults=said,
    )


def answer(
    request: Request, status: int, faults: Sequence[Fault], headers: dict[str, str] | None = None
) -> JSONResponse:
    """``faults`` as the response to ``request``."""
    language = preferred_language(
        request.headers.get("accept-language", ""), service_of(request).settings.language
    )
    body = problem(
        status, faults, language, instance=request.url.path, request_id=request_id_of(request)
    ).model_dump()
    return JSONResponse(
        body, status, media_type=MEDIA_TYPE, headers={"Content-Language": language, **(headers or {})}
    )


def install(app: FastAPI) -> None:
    """Have ``app`` answer every refusal, its own and the framework's, as a problem."""
    app.add_exception_handler(ZhaoshangError, _refused)
    app.add_exception_handler(RequestValidationError, _unusable)
    app.add_exception_handler(HTTPException, _framework)
    app.add_exception_handler(OverflowError, _out_of_range)
    app.add_exception_handler(Exception, _defect)


async def _refused(request: Request, error: Any) -> JSONResponse:
    status = error.status if isinstance(error, ServiceError) else 422
    headers = {"Retry-After": str(error.retry_after_seconds)} if isinstance(error, TooOften) else {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"  # RFC 9110 §11.6.1: a 401 must name a scheme
    return answer(request, status, error.faults, headers)


async def _unusable(request: Request, error: Any) -> JSONResponse:
    return answer(request, 422, unfit(error.errors()))


def unfit(errors: Iterable[Any]) -> list[Fault]:
    """What pydantic refused (``ValidationError.errors()``), as faults."""
    return [unusable_fault(_untold(item)) for item in errors]


def _untold(item: dict[str, Any]) -> dict[str, Any]:
    """One of pydantic's errors without what may be a secret: it is said where it stands, never what it is.

    A body that is no object, and a field that nobody knows, may hold anything: a slip of the keyboard turns a
    password into either.
    """
    place = item["loc"]
    is_untellable = item["type"] == "extra_forbidden" or tuple(place) == ("body",)
    if is_untellable or any(is_secret_name(str(step)) for step in place):
        return {**item, "input": REDACTED}
    return {**item, "input": without_secrets(item["input"])}


async def _framework(request: Request, error: Any) -> JSONResponse:
    codes = {404: "no_such_address", 405: "no_such_method"}
    fault = Fault(
        code=codes.get(error.status_code, "request_refused"),
        place=request.url.path,
        value=request.method,
        detail={"why": str(error.detail)},
    )
    return answer(request, error.status_code, [fault], dict(error.headers or {}))


async def _out_of_range(request: Request, _error: Any) -> JSONResponse:
    """Python's calendar ends with the years 1 and 9999: a moment near them has no day in China."""
    return answer(request, 422, [Fault(code="value_out_of_range", place="body")])


async def _defect(request: Request, _error: Any) -> JSONResponse:
    return answer(request, 500, [Fault(code="defect", value=request_id_of(request))])
