"""Articles, sections, and what they are about."""
