"""Write a brief as HTML: its parts, the head of its page, the policy of the page, and one file that
holds everything.
"""
