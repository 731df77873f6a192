"""The description of the API: what every operation refuses, one error format, and the page ``/docs``."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.routes.problems import MEDIA_TYPE, Problem

# Not "Problem": a problem raised in a visit is called that.
_NAME = "ProblemDetails"
ETAG = {
    "ETag": {"description": "版本号 · the version, quoted", "schema": {"type": "string"}, "example": '"3"'}
}
LOCATION = {"Location": {"description": "新记录的地址 · its address", "schema": {"type": "string"}}}
_MEANING = {
    400: "请求无法理解 · the request is malformed",
    401: "尚未登录 · not logged in",
    403: "无权执行 · not allowed",
    404: "没有这条记录 · no such record",
    409: "与已有内容冲突 · contradicts what is stored",
    412: "条件不成立 · the condition does not hold",
    413: "内容过大 · too large",
    415: "内容类型不可用 · wrong type of content",
    422: "内容不可用 · cannot be used",
    428: "须带 If-Match · If-Match is required",
    429: "过于频繁 · too often",
    502: "对方地址无法读取 · the other address cannot be read",
    503: "暂不可用 · not available now",
}


def refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For ``responses=`` of a route: these statuses, answered with a problem (RFC 9457)."""
    return {
        status: {
            "description": _MEANING[status],
            "content": {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/{_NAME}"}}},
        }
        for status in statuses
    }


def versioned(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """As :func:`refusals`, for a route whose answer carries its version as ETag."""
    return refusals(*statuses) | {200: {"headers": ETAG}}


def describe(app: FastAPI) -> None:
    """Have ``app`` describe itself: with the format of problems, and what every operation may refuse."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            described = get_openapi(
                title=app.title,
                version=app.version,
                routes=app.routes,
                description=app.description,
            )
            _complete(described)
            app.openapi_schema = described
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way to extend the schema


def _complete(described: dict[str, Any]) -> None:
    schemas = described.setdefault("components", {}).setdefault("schemas", {})
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= problem.pop("$defs", {}) | {_NAME: problem}
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for schema in schemas.values():
        _allow_text_keys(schema)
    for path in described["paths"].values():
        for operation in path.values():
            _complete_operation(operation)


def _allow_text_keys(schema: Any) -> None:
    """Keys of a JSON object are texts: pydantic describes those of an integer enumeration as integers."""
    if isinstance(schema, dict):
        schema.pop("propertyNames", None)
        schema = list(schema.values())
    for inner in schema if isinstance(schema, list) else ():
        _allow_text_keys(inner)


def _complete_operation(operation: dict[str, Any]) -> None:
    """Add what stands before every route: log-in, permission, the guard of bodies."""
    answers = operation["responses"]
    always = [401, 403, 422] + ([400, 413, 415] if "requestBody" in operation else [])
    for status, answer in refusals(*always).items():
        present = answers.get(str(status), {}).get("content", {})
        if MEDIA_TYPE not in present:
            answers[str(status)] = answer
    operation["responses"] = dict(sorted(answers.items()))
