"""The browser's side: starts, opens briefs, moves between them. Only here is `pyscript` imported."""
