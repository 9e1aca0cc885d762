"""Fuzzy dates, from EDTF and from words. `foldline.dates.when` is their front door; docs/dates.md states the rules."""
