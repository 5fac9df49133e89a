"""What each type of value shows, by name: the tables behind :mod:`eniplan.views`, one module per kind of view.

Each module is loaded when it is first asked, so frames load pandas, charts load matplotlib, and cards load neither.
"""
