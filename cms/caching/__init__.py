"""What changed in the content, exactly and in every process, and what answers were made of."""
