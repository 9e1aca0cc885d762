"""`python -m foldline` is the `foldline` command."""

from foldline.cli import main

main(prog_name="foldline")
