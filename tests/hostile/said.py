"""Reads what SECURITY.md says, to compare it with the code."""

from tests.made import ROOT


def security_table(*header: str) -> list[list[str]]:
    """Return the rows of the table with this header."""
    lines = (ROOT / "SECURITY.md").read_text("utf-8").splitlines()
    rows = []
    for line in lines[lines.index(f"| {' | '.join(header)} |") + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows
