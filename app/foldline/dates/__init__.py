"""Fuzzy dates, from EDTF and from words. `foldline.dates.when` is their front door;
docs/reference/dates.md states the rules.
"""
