"""Embed briefs: the panel with the code to paste, and the hidden page that renders briefs for other
pages.
"""
