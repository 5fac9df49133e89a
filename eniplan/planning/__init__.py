"""From groups to requests to a plan: placement over VSwitches and a fold over requests."""
