"""The map of concepts: the room that shows it, and how it is drawn up."""
