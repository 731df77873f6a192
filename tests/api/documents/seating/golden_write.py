"""Write the golden texts anew (``python -m tests.api.documents.seating.golden_write``), then read them."""

from api.documents.seating.chart import chart_svg
from tests.api.documents.seating.plans import plans
from tests.api.documents.seating.reading import GOLDEN, texts_of


def write() -> None:
    """One file a chart of the sample."""
    GOLDEN.mkdir(exist_ok=True)
    for name, plan in plans().items():
        (GOLDEN / f"{name}.txt").write_text("\n".join(texts_of(chart_svg(plan))) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
