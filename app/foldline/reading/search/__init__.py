"""The search of the shelf."""
