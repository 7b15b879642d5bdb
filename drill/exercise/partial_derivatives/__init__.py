"""Exercise families of the topic `partial_derivatives`: one file each, found by the registry."""
