"""The planner in a notebook: one state without widgets, and views over it. The only folder that knows ipywidgets."""
