"""Examples for workbooks that were sent in: the last one read, the last sound one written."""

from api.examples.scene import Example, Scene, Shown
from api.store import uploads

_LATEST = 50


def workbook_examples(scene: Scene) -> Shown:
    """None of them before a workbook is sent in: a file is chosen by hand."""
    latest = uploads.newest(scene.session, _LATEST)
    sound = [item for item in latest if item.committed_at is None and not item.report.get("faults")]
    found = {"read_import": latest[:1], "commit_import": sound[:1]}
    return {name: Example({"identity": item.id}) for name, items in found.items() for item in items}
