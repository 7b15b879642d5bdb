"""Browsing as a door asks for it: the room, the shelf it looks at, the search, an item's page."""
