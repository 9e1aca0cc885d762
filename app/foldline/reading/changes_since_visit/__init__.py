"""Show what changed in a brief since this device last showed it."""
