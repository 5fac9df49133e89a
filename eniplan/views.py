"""The door to frames, charts and rich display: one mechanism for every value that can be looked at.

The core may not know pandas, matplotlib or :mod:`eniplan.report`, and ``import eniplan`` may not load them; yet a plan,
an inventory or a list of findings should show itself. So a value only says *that* it can be looked at, by its base
class. What it shows is looked up by its type, and by name, in the tables of ``eniplan/report/views/``: they are loaded
by name when they are first asked, and only the one that is asked, so that a rich display waits for neither pandas nor
matplotlib. A new type of value takes the base class and a line in those tables; a new frame or chart takes the line.

The base classes have no attributes: values stay frozen, comparable and picklable as they were.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, SupportsIndex, TypeVar, overload

if TYPE_CHECKING:
    from typing import Self

    from matplotlib.figure import Figure
    from pandas import DataFrame

_VIEWS = "eniplan.report.views"

Item = TypeVar("Item")


class Viewable:
    """A value that can be looked at: as pandas frames, as charts, and as a table in a notebook."""

    __slots__ = ()

    def frame(self, name: str = "") -> DataFrame:
        """One of the value's frames, built afresh.

        Args:
            name: which one; the first one if none is named. The frame ``columns`` describes all others of the value:
                each column with its dtype and what it means.

        Raises:
            EniplanError: the value has no frame of that name.
        """
        made: DataFrame = import_module(f"{_VIEWS}.frames").FRAMES.make(self, name)
        return made

    def chart(self, name: str = "", **options: object) -> Figure:
        """One of the value's charts, as a figure of its own.

        Args:
            name: which one; the first one if none is named.
            options: ``theme`` (``light`` or ``dark``), ``ax`` (matplotlib axes to draw on), and what this chart takes
                besides.

        Raises:
            EniplanError: the value has no chart of that name.
        """
        made: Figure = import_module(f"{_VIEWS}.charts").CHARTS.make(self, name, **options)
        return made

    def _repr_html_(self) -> str:
        """What a notebook shows. Its text twin is ``repr``, so no bundle of further formats is needed."""
        made: str = import_module(f"{_VIEWS}.cards").CARDS.make(self)
        return made


class ViewableTuple(Viewable, tuple[Item, ...]):
    """A tuple that can be looked at; equal to the plain tuple of the same items, and hashed like it."""

    __slots__ = ()

    @overload
    def __getitem__(self, index: SupportsIndex) -> Item: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: SupportsIndex | slice) -> Item | Self:
        """One item, or some of them, which can be looked at as well."""
        if isinstance(index, slice):
            return type(self)(super().__getitem__(index))
        return super().__getitem__(index)
