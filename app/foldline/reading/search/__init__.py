"""Search the shelf."""
