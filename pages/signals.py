"""What follows from a change of a page or of what pages refer to."""
