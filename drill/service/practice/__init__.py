"""Practice as a door asks for it: the desk, and what it asks, shows beforehand, proves and says."""
