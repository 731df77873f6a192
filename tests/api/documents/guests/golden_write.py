"""Write the golden texts anew (``python -m tests.api.documents.guests.golden_write``), then read them."""

from pathlib import Path

from tests.api.documents.guests.made import LANGUAGES, documents, text_of

GOLDEN = Path(__file__).parent / "golden"


def write() -> None:
    """One file a paper and language."""
    GOLDEN.mkdir(exist_ok=True)
    for language in LANGUAGES:
        for name, file in documents(language).items():
            path = GOLDEN / f"{name}.{language}.txt"
            path.write_text(text_of(name, file), encoding="utf-8")


if __name__ == "__main__":
    write()
