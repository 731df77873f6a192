"""Write the golden texts anew: ``python -m tests.api.documents.golden_write``, then read the difference."""

from api.documents.handbook import handbook
from api.documents.handbook_docx import handbook_docx
from api.documents.official_paper import paper_docx
from tests.api.documents.ceremony import papers
from tests.api.documents.reading import GOLDEN, text_of_docx
from tests.api.documents.sample import PLAN, SEASON


def write() -> None:
    """One file a trip of the sample, one a paper of the ceremony and the meeting."""
    for trip in PLAN.trips:
        text = text_of_docx(handbook_docx(handbook(SEASON, PLAN, trip.id)))
        (GOLDEN / f"{trip.id}.txt").write_text(text, encoding="utf-8")
    for name, page in papers().items():
        (GOLDEN / f"{name}.txt").write_text(text_of_docx(paper_docx(page)), encoding="utf-8")


if __name__ == "__main__":
    write()
