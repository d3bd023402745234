"""Other systems to compare with, filled with the same content and asked the same questions."""
