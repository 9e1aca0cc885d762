"""A second Python, in a thread of its own, that reads and draws large briefs while the page stays
alive.
"""
