"""Navigate within the site: find what an address shows, and follow links without a reload."""
