"""Open files, folders and pasted text as the reader's own briefs, and keep them on the device."""
