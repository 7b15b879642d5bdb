"""The settings: the room that changes them, and what each is called, does and may be."""
