"""How typed maths is read: characters, letters, words, tokens, and the grammar over them.

The door is `drill.maths.read`; nothing outside `maths` looks in here. In the order a text goes
through: `sides` and `labels` (the outermost shape), `characters`, `letters`, `words`, `tokenise`,
then `cursor`, `grammar`, `brackets`, `calls` and `numerals`. Standard library only.
"""
