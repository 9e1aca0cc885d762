"""Fuzzy dates, from EDTF and from words. Use them through `foldline.dates.when`;
docs/reference/dates.md states the rules.
"""
