"""Tiny instances of the routing families, as their files are written, with numbers to check by hand."""

from pathlib import Path

# Vertex 1 has no list, vertex 2 one of two numbers; the last two numbers are its window.
TOPTW_FILE = """4 2 2 1
0 200
 0 0 0 0 0 0 0 0 100
 1 3 4 10 7 1 0 5 50
 2 1 1 0 3 1 2 1 2 20 90.5
"""
# Three tours, the first on weekday 5; vertex 1 is closed on weekday 0, vertex 2 open at other hours on 6.
TTDP_FILE = """20 3 5 2 9 250 10 10 10 10 10 10 10 10 10 10
0 0 0 0 0 510 1210
1 3 4 10 7 4 0 0 0 1439 0 1439 0 1439 0 1439 0 1439 0 1439 0
2 1 1 64 27 2 510 990 510 990 510 990 510 990 510 990 510 990 600 700.5 36
"""
# Three tours, a budget of 90, at most 1 to 10 of types 1 to 10; E is 1 for vertex 2, 0 for vertex 3.
MCTOPMTW_FILE = """3 2 90 1 2 3 4 5 6 7 8 9 10
0 0 0 0 0 0 100
2 3 4 10 7 10 20 30 40 50 1 68 0 0 0 0 1 0 0 1 0 0
3 1 1 0 3 11 21.5 31 41 51 0 89 1 0 0 0 0 0 0 0 0 1
"""
# Start and end hotel, two extra hotels, two vertices; three trips.
OPHS_FILE = """4 2 3
20
5 6.5 7
0 0 0
6 0 0
3 -4 0
3 0 0
1 0 10
0 -1 20
--------------
"""
WRITTEN = {
    "toptw": ("tiny.txt", TOPTW_FILE),
    "ttdp": ("tiny.txt", TTDP_FILE),
    "mctopmtw": ("MCTOPMTW-3-c1.txt", MCTOPMTW_FILE),
    "ophs": ("tiny.ophs", OPHS_FILE),
}


def written(folder: Path, family: str, name: str | None = None, text: str | None = None) -> Path:
    """The tiny instance of ``family`` as a file in ``folder``, or another text under another name."""
    usual_name, usual_text = WRITTEN[family]
    path = folder / (name or usual_name)
    path.write_text(usual_text if text is None else text, encoding="utf-8")
    return path
