"""Exercise families of the topic `chain_rule`: one file each, found by the registry."""
