"""Texts of a brief: Markdown as safe HTML, addresses, figures, names of platforms, invisible
characters.
"""
