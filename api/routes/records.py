"""The nine operations on a kind of record, typed by its value: one router for each resource."""

from typing import Annotated, Any, Protocol, TypeVar
from urllib.parse import quote

from fastapi import APIRouter, Body, Depends, Header, Path, Query, Response

from api.accounts.principal import Principal
from api.errors import AlreadyThere, InvalidInput, NotFound
from api.routes.context import Allowed, PrincipalDep, ReadingDep, VersionDep, WorkDep
from api.routes.documentation import ETAG, LOCATION, refusals, versioned
from api.routes.idempotency import Answer, OnceDep
from api.routes.resource import Resource
from api.store import audit_log, records
from api.store.audit_log import AuditEntry
from api.store.listing import Page, page
from api.store.record import Stored, V
from planner.errors import Fault
from planner.value import Value

PREFIX = "/api/v1"
Identity = Annotated[str, Path(min_length=1, max_length=200, description="编号 · id")]


class HasVersion(Protocol):
    """Whatever is kept with a version."""

    @property
    def version(self) -> int:
        """How often it was changed, counted from 1."""


Versioned = TypeVar("Versioned", bound=HasVersion)


class History(Value):
    """What was done to a record, the latest first; ``next`` is the ``before`` of the page after."""

    items: tuple[AuditEntry, ...]
    next: int | None = None


def etag_of(version: int) -> str:
    """The strong ETag of a record: its version (RFC 9110 §8.8.3)."""
    return f'"{version}"'


def tagged(response: Response, found: Versioned) -> Versioned:
    """What is answered, its version as the ETag."""
    response.headers["ETag"] = etag_of(found.version)
    return found


def seen(
    session: Any, resource: Resource[V], who: Principal, identity: str, *, deleted: bool = False
) -> Stored[V]:
    """The record, if it is there for this account; raises :class:`NotFound`."""
    found = records.stored(session, resource.kind, identity, deleted=deleted)
    if not resource.bound.sees(session, who, found.value):
        raise NotFound(Fault(code="no_such_record", value=identity, detail={"kind": resource.kind.name}))
    return found


def created(resource: Resource[V], stored: Stored[V]) -> Answer:
    """The answer to a creation: 201, its address, its version."""
    location = f"{PREFIX}{resource.path}/{quote(stored.id, safe='')}"
    return Answer(201, stored, {"Location": location, "ETag": etag_of(stored.version)})


def router_of(resource: Resource[Any], *, writes: bool = True) -> APIRouter:
    """The router of a resource: list, read, create, replace, delete, restore, history.

    Without ``writes`` only list, read and history: of a kind whose writing changes more than one record.
    """
    router = APIRouter(prefix=resource.path, tags=[f"{resource.noun[0]} {resource.noun[1]}"])
    for add in (_add_list, _add_read, _add_history):
        add(router, resource)
    for add in (_add_create, _add_replace, _add_delete, _add_restore) if writes else ():
        add(router, resource)
    return router


def _words(resource: Resource[Any], zh: str, en: str, operation: str) -> dict[str, Any]:
    return {
        "summary": f"{zh.format(resource.noun[0])} · {en.format(resource.noun[1])}",
        "operation_id": operation.format(one=resource.name, many=resource.plural),
    }


def _add_list(router: APIRouter, resource: Resource[Any]) -> None:
    query_type, page_type = resource.query, Page[resource.kind.value]  # type: ignore[name-defined]

    @router.get(
        "",
        response_model=page_type,
        responses=refusals(422),
        dependencies=[Depends(Allowed(resource.read))],
        **_words(resource, "{}列表", "List {}", "list_{many}"),
    )
    def list_records(
        query: Annotated[query_type, Query()],  # type: ignore[valid-type]  # the factory's argument is the type
        session: ReadingDep,
        who: PrincipalDep,
    ) -> Page[Any]:
        """筛选、排序、翻页：把 next 作为 after 取下一页。 Filter, sort, page by sending `next` as `after`."""
        asked: Any = query
        return page(
            session,
            resource.kind,
            [*asked.filters(), *resource.bound.filters(session, who)],
            sort=asked.column,
            descending=asked.descending,
            after=asked.after,
            limit=asked.limit,
            deleted=asked.deleted,
        )


def _add_create(router: APIRouter, resource: Resource[Any]) -> None:
    @router.post(
        "",
        status_code=201,
        response_model=Stored[resource.kind.value],  # type: ignore[name-defined]
        responses=refusals(404, 409, 422) | {201: {"headers": LOCATION | ETAG}},
        dependencies=[Depends(Allowed(resource.write))],
        **_words(resource, "新建{}", "Create a {}", "create_{one}"),
    )
    def create_record(value: _body(resource), work: WorkDep, who: PrincipalDep, once: OnceDep) -> Response:  # type: ignore[valid-type]  # as above
        """编号由调用方给出；可带 Idempotency-Key。 The caller gives the id; send an Idempotency-Key."""

        def make() -> Answer:
            resource.check(value)
            resource.bound.refuse(work, who, None, value)
            try:
                return created(resource, records.create(work, resource.kind, value))
            except AlreadyThere:
                # Somebody wrote it a moment ago: say whose it is, if that is what the account must be told.
                resource.bound.refuse(work, who, None, value)
                raise

        return once.answer(work, make)


def _body(resource: Resource[Any]) -> Any:
    example = resource.example.model_dump(mode="json", exclude_defaults=True)
    return Annotated[resource.kind.value, Body(examples=[example])]


def _add_read(router: APIRouter, resource: Resource[Any]) -> None:
    @router.get(
        "/{identity}",
        response_model=Stored[resource.kind.value],  # type: ignore[name-defined]
        responses=refusals(404, 422) | {200: {"headers": ETAG}, 304: {"description": "未变 · not changed"}},
        dependencies=[Depends(Allowed(resource.read))],
        **_words(resource, "查看{}", "Read a {}", "read_{one}"),
    )
    def read_record(
        identity: Identity,
        session: ReadingDep,
        who: PrincipalDep,
        response: Response,
        if_none_match: Annotated[str | None, Header(description='例 e.g. "3"')] = None,
    ) -> Any:
        """ETag 是版本号，修改时放进 If-Match。 Its ETag is the version; send it as If-Match with a change."""
        found = seen(session, resource, who, identity)
        tag = etag_of(found.version)
        if _matches(if_none_match, tag):
            return Response(status_code=304, headers={"ETag": tag})
        response.headers["ETag"] = tag
        return found


def _matches(if_none_match: str | None, tag: str) -> bool:
    """Whether ``tag`` is among the tags of If-None-Match, by weak comparison (RFC 9110 §13.1.2)."""
    tags = [item.strip().removeprefix("W/") for item in (if_none_match or "").split(",")]
    return tag in tags or tags == ["*"]


def _add_replace(router: APIRouter, resource: Resource[Any]) -> None:
    @router.put(
        "/{identity}",
        response_model=Stored[resource.kind.value],  # type: ignore[name-defined]
        responses=versioned(404, 409, 422, 428),
        dependencies=[Depends(Allowed(resource.write))],
        **_words(resource, "修改{}", "Replace a {}", "replace_{one}"),
    )
    def replace_record(
        identity: Identity,
        value: _body(resource),  # type: ignore[valid-type]  # as above
        version: VersionDep,
        work: WorkDep,
        who: PrincipalDep,
        response: Response,
    ) -> Any:
        """整条替换，须带 If-Match。 Replaces the whole record; If-Match is required."""
        given: Any = value
        if resource.kind.identity(given) != identity:
            detail = {"id": identity}
            raise InvalidInput(
                Fault(code="id_differs", place="body.id", value=resource.kind.identity(given), detail=detail)
            )
        before = seen(work.session, resource, who, identity)
        resource.check(given)
        resource.bound.refuse(work, who, before.value, given)
        return tagged(response, records.replace(work, resource.kind, given, version))


def _add_delete(router: APIRouter, resource: Resource[Any]) -> None:
    @router.delete(
        "/{identity}",
        response_model=Stored[resource.kind.value],  # type: ignore[name-defined]
        responses=versioned(404, 409, 422, 428),
        dependencies=[Depends(Allowed(resource.write))],
        **_words(resource, "删除{}", "Delete a {}", "delete_{one}"),
    )
    def delete_record(
        identity: Identity, version: VersionDep, work: WorkDep, who: PrincipalDep, response: Response
    ) -> Any:
        """可恢复；仍被引用的不能删除。 It can be restored; what others refer to cannot be deleted."""
        before = seen(work.session, resource, who, identity)
        resource.bound.refuse(work, who, before.value, None)
        return tagged(response, records.delete(work, resource.kind, identity, version))


def _add_restore(router: APIRouter, resource: Resource[Any]) -> None:
    @router.post(
        "/{identity}/restore",
        response_model=Stored[resource.kind.value],  # type: ignore[name-defined]
        responses=versioned(404, 409, 422, 428),
        dependencies=[Depends(Allowed(resource.write))],
        **_words(resource, "恢复{}", "Restore a {}", "restore_{one}"),
    )
    def restore_record(
        identity: Identity, version: VersionDep, work: WorkDep, who: PrincipalDep, response: Response
    ) -> Any:
        """未删除的记录保持不变。 A record that is not deleted stays as it is."""
        before = seen(work.session, resource, who, identity, deleted=True)
        resource.bound.refuse(work, who, before.value, before.value)
        return tagged(response, records.restore(work, resource.kind, identity, version))


def _add_history(router: APIRouter, resource: Resource[Any]) -> None:
    @router.get(
        "/{identity}/history",
        responses=refusals(404, 422),
        dependencies=[Depends(Allowed(resource.read))],
        **_words(resource, "{}的修改记录", "History of a {}", "{one}_history"),
    )
    def record_history(
        identity: Identity,
        session: ReadingDep,
        who: PrincipalDep,
        before: Annotated[
            int | None, Query(ge=1, le=2**62, description="上一页的 next · `next` of the page before")
        ] = None,
        limit: Annotated[int, Query(ge=1, le=200)] = 50,
    ) -> History:
        """谁在何时改了什么，最新的在前。 Who changed what and when, the latest first."""
        seen(session, resource, who, identity, deleted=True)
        found = audit_log.entries(
            session, kind=resource.kind.name, subject=identity, before_id=before, limit=limit + 1
        )
        shown = found[:limit]
        return History(items=tuple(shown), next=shown[-1].id if len(found) > limit else None)
