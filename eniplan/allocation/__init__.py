"""Which addresses would it get? Pools of integers, seeded."""
