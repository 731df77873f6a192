"""``/events/{identity}/ceremony/…``: script, batches, contract copies and standing plans as files."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from api.documents.ceremony_papers import CeremonyPapers, batch_plan, contract_copies, script
from api.documents.copies_workbook import copies_workbook
from api.documents.official_paper import paper_docx, paper_pdf
from api.documents.seat_plan import seat_plan
from api.errors import Conflict, NotFound
from api.routes.ceremonies import CEREMONY
from api.routes.context import LanguageDep, ReadingDep
from api.routes.exports import DOCX, PDF, SVG, XLSX, attachment, file_route
from api.routes.guest_lists import EventId
from planner.errors import Fault

router = APIRouter(prefix="/events/{identity}/ceremony", tags=["集中签约 signing ceremony"])
_file = partial(file_route, router, refuses=(409,))
BatchNumber = Annotated[int, Path(ge=1, le=300, description="批次 · number of the batch", examples=[1])]


def _papers(identity: EventId, session: ReadingDep, language: LanguageDep) -> CeremonyPapers:
    """Files are dated by when the ceremony was kept: equal ceremonies, equal bytes."""
    found = CEREMONY.kept(session, identity)
    signing = found.value
    if signing.arrangement is None:
        raise Conflict(Fault(code="not_arranged", value=signing.plan.title))
    plan = signing.plan
    return CeremonyPapers(
        plan.programme(),
        signing.arrangement,
        plan.projects,
        plan.witnesses,
        plan.rules,
        found.changed_at,
        language,
    )


PapersDep = Annotated[CeremonyPapers, Depends(_papers)]


@_file("/script.docx", DOCX, "主持词（Word） · The script for Word")
def ceremony_script_docx(papers: PapersDep) -> Response:
    """人名、职务与批次表一致。 Names and posts as in the table of batches."""
    return attachment(paper_docx(script(papers)), "script.docx", DOCX)


@_file("/script.pdf", PDF, "主持词（PDF） · The script for print")
def ceremony_script_pdf(papers: PapersDep) -> Response:
    """供打印。 For print."""
    return attachment(paper_pdf(script(papers)), "script.pdf", PDF)


@_file("/batch-plan.docx", DOCX, "批次与站位表（Word） · Batches and places for Word")
def ceremony_batches_docx(papers: PapersDep) -> Response:
    """附每批站位图和不具备条件的项目。 With pictures, and what is not ready."""
    return attachment(paper_docx(batch_plan(papers)), "batch-plan.docx", DOCX)


@_file("/batch-plan.pdf", PDF, "批次与站位表（PDF） · Batches and places for print")
def ceremony_batches_pdf(papers: PapersDep) -> Response:
    """供打印。 For print."""
    return attachment(paper_pdf(batch_plan(papers)), "batch-plan.pdf", PDF)


@_file("/contract-copies.docx", DOCX, "合同文本清单（Word） · Contract copies for Word")
def ceremony_copies_docx(papers: PapersDep) -> Response:
    """逐席核对份数和签字笔。 Copies and pens, place by place."""
    return attachment(paper_docx(contract_copies(papers)), "contract-copies.docx", DOCX)


@_file("/contract-copies.xlsx", XLSX, "合同文本清单（表格） · Contract copies as a workbook")
def ceremony_copies_xlsx(papers: PapersDep) -> Response:
    """逐席一行，末行合计。 A row a place, the sums last."""
    return attachment(copies_workbook(papers), "contract-copies.xlsx", XLSX)


@_file("/batches/{number}/standing-plan.svg", SVG, "站位图 · The standing plan of a batch")
def ceremony_standing_plan(papers: PapersDep, number: BatchNumber) -> Response:
    """见证人与签约席，观众视角。 Witnesses and the table as the audience sees them."""
    batches = papers.arrangement.batches
    batch = next((item for item in batches if item.number == number), None)
    if batch is None:
        detail = {"most": str(len(batches))}
        raise NotFound(Fault(code="no_such_batch", value=str(number), detail=detail))
    rules, witnesses = papers.rules, {witness.id: witness for witness in papers.witnesses}
    drawn = seat_plan(batch, papers.rows[number], witnesses, rules.seats, rules.layout, papers.language)
    return attachment(drawn.svg.encode(), f"batch-{number}.svg", SVG)
