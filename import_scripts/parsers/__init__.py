"""Parsers: the text of an article → its outline, without input, output or Django."""
