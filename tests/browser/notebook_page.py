"""A notebook in a browser: run its cells, restart its kernel, go dark, take its picture.

JupyterLab and Notebook 7 both show their application to the page as ``window.jupyterapp``; driving that, and not
buttons, is what keeps these tests from failing now and then: a click on Run All before the kernel is ready opens a
dialog. Everything that waits has an end, since ``page.evaluate`` has none of its own.
"""

from __future__ import annotations

import json
import secrets
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

import nbformat
import pytest

from tests.browser.accessibility import violations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Error, Locator, Page

    from tests.browser.servers import Server

Front = Literal["lab/tree", "notebooks"]
"""JupyterLab or Notebook 7, as their addresses begin."""

PICTURES: Final = Path(__file__).parent.parent.parent / "screenshots"
"""Where every picture goes; git ignores it."""

ENDS_WITHIN: Final = 90
"""Seconds, for all cells of a notebook."""

_IN_TIME: Final = """async work => {
  const until = async found => {
    for (;;) { const value = found(); if (value) return value; await new Promise(next => setTimeout(next, 50)); }
  };
  const late = new Promise((_, fail) => setTimeout(() => fail(new Error('not done in SECONDS s')), SECONDS * 1000));
  const notebook = async () => {
    const app = await until(() => window.jupyterapp);
    await app.restored;
    const open = () => app.shell.currentWidget;
    const panel = await until(() => open() && open().sessionContext && open());
    await panel.revealed; await panel.context.ready; await panel.sessionContext.ready;
    const kernel = await until(() => panel.sessionContext.session && panel.sessionContext.session.kernel);
    await kernel.info;
    return [app, panel, kernel];
  };
  return await Promise.race([(async () => { const [app, panel, kernel] = await notebook(); WORK })(), late]);
}"""

_RUN_ALL: Final = """
  await app.commands.execute('notebook:run-all-cells');
  const outputs = panel.content.widgets.filter(cell => cell.model.type === 'code').flatMap(cell =>
    [...Array(cell.model.outputs.length).keys()].map(number => cell.model.outputs.get(number).toJSON()));
  return outputs.filter(one => one.output_type === 'error').map(one => `${one.ename}: ${one.evalue}`);
"""
_RUN_ONE: Final = """
  panel.content.activeCellIndex = PLACE;
  await app.commands.execute('notebook:run-cell');
  const outputs = panel.content.widgets[PLACE].model.outputs;
  const all = [...Array(outputs.length).keys()].map(number => outputs.get(number).toJSON());
  return all.filter(one => one.output_type === 'error').map(one => `${one.ename}: ${one.evalue}`);
"""
_RESTART: Final = """
  await kernel.restart();
  await until(() => kernel.connectionStatus === 'connected' && kernel.status === 'idle');
"""
_RUN_NEW: Final = """
  panel.content.activeCellIndex = panel.content.widgets.length - 1;
  await app.commands.execute('notebook:insert-cell-below');
  const cell = panel.content.activeCell;
  cell.model.sharedModel.setSource(SOURCE);
  await app.commands.execute('notebook:run-cell');
  const said = [...Array(cell.model.outputs.length).keys()].map(number => cell.model.outputs.get(number).toJSON());
  await app.commands.execute('notebook:delete-cell');
  return said.map(one => one.text ?? one.data?.['text/plain'] ?? `${one.ename}: ${one.evalue}`).flat().join('');
"""
_SETTLE: Final = "await kernel.requestExecute({ code: 'pass', silent: true, store_history: false }).done;"
_SHUT_DOWN: Final = "await panel.sessionContext.shutdown();"


@dataclass(frozen=True, slots=True)
class NotebookPage:
    """An open notebook.

    Args:
        page: Playwright's page, to find and click things on.
        folder: the notebook's folder on the disk: what it writes stands there.
    """

    page: Page
    folder: Path

    def run_all(self) -> None:
        """Run every cell and wait for the last; a cell that raises fails the test."""
        if problems := self._evaluate(_RUN_ALL):
            pytest.fail(f"a cell raised: {problems}")

    def run_some(self, cells: list[int]) -> None:
        """Run some of the cells, by position, one after the other; a cell that raises fails the test."""
        for place in cells:
            if problems := self._evaluate(_RUN_ONE.replace("PLACE", str(place))):
                pytest.fail(f"cell {place} raised: {problems}")

    def run_new(self, source: str) -> str:
        """Run code in a new cell below the others, which goes again; what it shows, as text."""
        return str(self._evaluate(_RUN_NEW.replace("SOURCE", json.dumps(source))))

    def settle(self) -> None:
        """Wait until the kernel has done whatever was asked of it before."""
        self._evaluate(_SETTLE)

    def restart_kernel(self) -> None:
        """Restart the kernel, as a user does who starts over: what is on the page stays, all values are gone."""
        self._evaluate(_RESTART)

    def shut_down(self) -> None:
        """End the kernel."""
        self._evaluate(_SHUT_DOWN)

    def go_dark(self) -> None:
        """Switch to the dark theme."""
        self._go("dark", is_light="false")

    def go_light(self) -> None:
        """Switch to the light theme, the one that pages begin with."""
        self._go("light", is_light="true")

    def output(self, cell: int = -1) -> Locator:
        """What a code cell shows; the first is 0, the last -1."""
        return self.page.locator(".jp-CodeCell").nth(cell).locator(".jp-OutputArea")

    def grave_violations(self, within: str) -> list[str]:
        """What axe-core finds serious or critical in a part of the page, one sentence each."""
        return violations(self.page, within)

    def picture(self, name: str, of: Locator | None = None) -> Path:
        """Take a picture of the page, or of a part of it; see :func:`take_picture`."""
        return take_picture(of or self.page, name)

    def _go(self, scheme: str, *, is_light: str) -> None:
        self.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        self.page.locator(f'body[data-jp-theme-light="{is_light}"]').wait_for(state="attached", timeout=10_000)

    def _evaluate(self, work: str) -> object:
        return self.page.evaluate(_IN_TIME.replace("SECONDS", str(ENDS_WITHIN)).replace("WORK", work))


def open_page(page: Page, server: Server, notebook: Path, *, front: Front) -> NotebookPage:
    """Copy a notebook into a new folder of the server and open it; its cells are not run yet."""
    folder = server.root / f"{plain_name(notebook.stem)}-{secrets.token_hex(3)}"
    folder.mkdir()
    shutil.copy(notebook, folder)
    page.goto(server.address(f"{front}/{folder.name}/{notebook.name}?reset"))  # no notebook of an earlier test
    return NotebookPage(page, folder)


@contextmanager
def closing_kernels() -> Iterator[Callable[[NotebookPage], NotebookPage]]:
    """Takes note of the notebooks that are opened one after the other in a page, and ends the last one's kernel."""
    opened: list[NotebookPage] = []

    def note(notebook: NotebookPage) -> NotebookPage:
        opened.append(notebook)
        return notebook

    yield note
    for notebook in opened[-1:]:
        notebook.shut_down()


def write_notebook(path: Path, *sources: str) -> Path:
    """Write a notebook of code cells."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
    return path


def script_errors(page: Page) -> list[str]:
    """Errors of scripts on a page, from now on, but those of the front end itself.

    Notebook 7 has two when it starts, and JupyterLab may have one when cells run again.
    """
    errors: list[str] = []

    def note(error: Error) -> None:
        if not _is_the_front_ends_own(error):
            errors.append(f"{error}\n{error.stack}")

    page.on("pageerror", note)
    return errors


def _is_the_front_ends_own(error: Error) -> bool:
    frames = [line for line in (error.stack or "").splitlines() if "://" in line]
    return bool(frames) and all("/static/lab/" in frame or "/static/notebook/" in frame for frame in frames)


def take_picture(of: Page | Locator, name: str) -> Path:
    """Take a screenshot.

    Returns:
        The PNG file, ``screenshots/NAME.png``.
    """
    path = PICTURES / f"{plain_name(name)}.png"
    of.screenshot(path=path, animations="disabled")
    return path


def plain_name(text: str) -> str:
    """A text as a file's name: letters and digits, joined by hyphens."""
    letters = (letter if letter.isascii() and letter.isalnum() else " " for letter in text.lower())
    return "-".join("".join(letters).split())
