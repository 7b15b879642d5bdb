"""The pages of the progress review: pure functions from a message to what is drawn."""
