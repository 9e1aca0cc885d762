"""The brief as data: its model, how a file is read, its limits, its schema and its earlier
versions.
"""
