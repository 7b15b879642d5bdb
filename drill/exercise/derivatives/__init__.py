"""Exercise families of the topic `derivatives`: one file each, found by the registry."""
