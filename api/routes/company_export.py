"""``/exports/companies.xlsx``: the list of companies for people who work in spreadsheets."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.accounts.role import Action
from api.documents.company_list import company_list
from api.routes.context import Allowed, LanguageDep, ReadingDep, ServiceDep
from api.routes.exports import XLSX, answers, attachment
from api.routes.filters import CompanyQuery
from api.store.company_export import company_names, every_company

router = APIRouter(tags=["导出 export"])


@router.get(
    "/exports/companies.xlsx",
    response_class=Response,
    responses=answers(XLSX),
    dependencies=[Depends(Allowed(Action.EXPORT))],
    summary="企业清单 · The list of companies as a workbook",
    operation_id="export_companies",
)
def export_companies(
    query: Annotated[CompanyQuery, Query()], session: ReadingDep, service: ServiceDep, language: LanguageDep
) -> Response:
    """筛选、排序同企业列表，不分页。 Filtered and sorted like the list, but whole."""
    companies = every_company(
        session, query.filters(), query.column, descending=query.descending, deleted=query.deleted
    )
    content = company_list(companies, company_names(session), service.clock(), language)
    return attachment(content, "companies.xlsx", XLSX)
