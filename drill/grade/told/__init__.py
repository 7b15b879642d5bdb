"""A told answer read for the key points it makes; `drill.grade.keypoints` is its only door."""
