"""Run the editor page. No other page needs these modules, so the snapshot leaves them out (see
on_demand.py).
"""
