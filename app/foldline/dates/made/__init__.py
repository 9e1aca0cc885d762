"""Tables made from well-kept libraries by `python -m tests.dates.make_tables`."""
