"""``/exports/companies.xlsx``: the list of companies for people who work in spreadsheets."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.documents.company_list import company_list
from api.routes.context import LanguageDep, ReadingDep, ServiceDep
from api.routes.exports import XLSX, attachment, file_route
from api.routes.filters import CompanyQuery
from api.store.company_export import company_names, every_company

router = APIRouter(tags=["导出 export"])


@file_route(router, "/exports/companies.xlsx", XLSX, "企业清单 · The list of companies as a workbook")
def export_companies(
    query: Annotated[CompanyQuery, Query()], session: ReadingDep, service: ServiceDep, language: LanguageDep
) -> Response:
    """筛选、排序同企业列表，不分页。 Filtered and sorted like the list, but whole."""
    companies = every_company(
        session, query.filters(), query.column, descending=query.descending, deleted=query.deleted
    )
    content = company_list(companies, company_names(session), service.clock(), language)
    return attachment(content, "companies.xlsx", XLSX)
