"""Exercise families of the topic `gradient_descent`: one file each, found by the registry."""
