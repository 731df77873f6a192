"""The tables of ``docs/permissions.md``, written from the program: ``python -m tests.permissions_table``.

The tests compare the file with what this module writes, and then the running service with the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts

from api.accounts.role import PERMITTED, Action, Role
from api.app import create_app
from api.routes.context import Allowed
from api.routes.log_in_only import AllowedToLogIn, AllowedWhileDue
from api.settings import Settings
from api.store.database import Database
from api.texts import Language, say

PAGE = Path(__file__).resolve().parents[1] / "docs" / "permissions.md"
REMEDY = "python -m tests.permissions_table"
YES, NO = "✓", "—"
# Routes that nobody need log in for; every other one must name its action.
PUBLIC = {
    ("POST", "/api/v1/login"): "登录 log-in",
    ("GET", "/api/v1/login/oidc"): "登录 log-in",
    ("GET", "/api/v1/login/oidc/callback"): "登录 log-in",
    ("GET", "/health"): "健康检查 health",
    ("GET", "/health/live"): "健康检查 health",
    ("GET", "/health/ready"): "健康检查 health",
    ("GET", "/docs"): "接口文档 documentation",
    ("GET", "/docs/{name}"): "接口文档 documentation",
    ("GET", "/openapi.json"): "接口文档 documentation",
    ("GET", "/robots.txt"): "搜索引擎 search engines",
    # Whoever holds the link, or the code, is let in by it.
    ("GET", "/r/{token}"): "嘉宾链接 a guest's link",
    ("POST", "/r/{token}"): "嘉宾链接 a guest's link",
    ("GET", "/r/{token}/event.ics"): "嘉宾链接 a guest's link",
    ("GET", "/d/{token}"): "签到台链接 the door's link",
    ("POST", "/d/{token}"): "签到台链接 the door's link",
    ("GET", "/k/{badge}"): "胸牌码 a badge's code",
    ("POST", "/k/{badge}"): "胸牌码 a badge's code",
}


@dataclass(frozen=True)
class Route:
    """An operation of the service: ``action`` None needs no account; ``by_token`` says whether tokens may."""

    method: str
    path: str
    action: Action | None
    by_token: bool = True


def service() -> FastAPI:
    """The whole application, on no database: it is looked at, not asked."""
    return create_app(Settings(_env_file=None), Database("postgresql://nobody@localhost/nothing"))


def routes(app: FastAPI) -> list[Route]:
    """Every operation of ``app``; AssertionError for one that is neither public nor names its one action."""
    found = []
    for context in iter_route_contexts(app.routes):
        guards = list(_guards(getattr(context, "dependant", None)))
        for method in sorted((context.methods or {"GET"}) - {"HEAD"}):
            path = context.path or ""
            is_public = (method, path) in PUBLIC
            assert len(guards) == (0 if is_public else 1), f"{method} {path} names {len(guards)} actions"
            found.append(_route(method, path, None if is_public else guards[0]))
    return sorted(found, key=lambda route: (route.path, route.method))


def _route(method: str, path: str, guard: Allowed | None) -> Route:
    refuses_tokens = isinstance(guard, AllowedToLogIn) or (
        isinstance(guard, AllowedWhileDue) and not guard.by_token
    )
    return Route(method, path, None if guard is None else guard.action, by_token=not refuses_tokens)


def _guards(dependant: Dependant | None) -> Iterator[Allowed]:
    for inner in [] if dependant is None else dependant.dependencies:
        call: Any = inner.call
        if isinstance(call, Allowed):
            yield call
        else:
            yield from _guards(inner)


def action_word(action: Action, language: Language) -> str:
    """The action in words."""
    key = action.value if "." in action.value else f"{action.value}.word"
    return say(f"account.action.{key}", language)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _head(*cells: str) -> Iterator[str]:
    yield _row(*cells)
    yield _row(*("---" for _ in cells))


def action_table() -> str:
    """Role × action."""
    lines = [*_head("动作 action", "中文", "English", *Role)]
    lines += [
        _row(
            f"`{action.value}`",
            action_word(action, "zh"),
            action_word(action, "en"),
            *(YES if action in PERMITTED[role] else NO for role in Role),
        )
        for action in Action
    ]
    return "\n".join(lines)


def route_table(app: FastAPI) -> str:
    """Route × action."""
    lines = [*_head("方法 method", "地址 address", "动作 action", "令牌可用 by token")]
    for route in routes(app):
        if route.action is None:
            lines.append(_row(route.method, f"`{route.path}`", PUBLIC[route.method, route.path], NO))
        else:
            by_token = YES if route.by_token else NO
            lines.append(_row(route.method, f"`{route.path}`", f"`{route.action.value}`", by_token))
    return "\n".join(lines)


def written(page: str, app: FastAPI) -> str:
    """``page`` with both tables as they must be."""
    for name, table in (("actions", action_table()), ("routes", route_table(app))):
        before, start, rest = page.partition(f"<!-- {name} -->\n")
        _, end, after = rest.partition(f"\n<!-- end of {name} -->")
        assert start, f"{PAGE.name} has no place for {name}"
        assert end, f"{PAGE.name} has no place for {name}"
        page = before + start + table + end + after
    return page


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), service()), encoding="utf-8")
