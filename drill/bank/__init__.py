"""Question banks: YAML in, topics, concepts and cards out, and a line for everything wrong."""
