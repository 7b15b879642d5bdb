"""Exercise families of the topic `backpropagation`: one file each, found by the registry."""
