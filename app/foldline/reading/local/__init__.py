"""Briefs of the reader's own: files, folders and pasted text that are opened in the page, and kept
on the device.
"""
