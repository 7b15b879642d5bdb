"""Exercise families of the topic `gradient`: one file each, found by the registry."""
