"""The handbook as PDF."""

from api.documents.content import Handbook
from api.documents.paper_typst import pdf_of


def handbook_pdf(handbook: Handbook) -> bytes:
    """The handbook as tagged PDF; equal handbooks make equal bytes (the creation date is ``made_at``)."""
    sections = [section.model_dump(mode="json") for section in handbook.sections]
    content = handbook.model_dump(mode="json", include={"language", "footer", "cover"})
    return pdf_of(content | {"title": handbook.cover.title, "sections": sections}, handbook.made_at)
