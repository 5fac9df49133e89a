"""What exists: VSwitches, reserved blocks, ENIs, security groups, instance types, the profile and the inventory."""
