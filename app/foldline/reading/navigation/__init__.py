"""Navigation within the site: what an address shows, and links followed without a reload."""
