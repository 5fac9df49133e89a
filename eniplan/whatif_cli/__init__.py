"""``eniplan whatif``: one module for each question adds its options and asks it; :mod:`.questions` lists them all."""
