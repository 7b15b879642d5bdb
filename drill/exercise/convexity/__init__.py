"""Exercise families of the topic `convexity`: one file each, found by the registry."""
