"""What no page starts with: imported when a reader asks for it (see reading/asking.py), and no part
of the snapshot.
"""
