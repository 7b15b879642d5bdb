"""LaTeX as banks write it: read into a small tree, set on one line, said in plain words."""
