"""Embedding: the panel with the code to paste, and the unseen page that renders briefs for other
pages.
"""
