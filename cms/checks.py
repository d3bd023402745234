"""System checks for the site's own rules."""
