"""The planner's parts: each shows a part of the state and hands what is done in it back to the state.

A panel has a ``box``, which is built once, and ``show(changed)``, which updates it in place. It computes nothing.
"""
