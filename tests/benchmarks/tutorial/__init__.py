"""The site compared with: Wagtail and Grapple as their documentation teaches, nothing added and nothing left out."""
