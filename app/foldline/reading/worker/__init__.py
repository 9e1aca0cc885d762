"""Read and draw large briefs with a second Python, in a thread of its own, so that the page stays
responsive.
"""
