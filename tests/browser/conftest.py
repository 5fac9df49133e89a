"""A real JupyterLab in a real Chromium, for every test in this folder.

One server for the session, and one page and kernel for each notebook that a test opens. Every test here is marked
``browser``, and one worker of pytest-xdist runs them all (tests/conftest.py). A page on which a script fails fails its
test; a test that fails leaves ``screenshots/failed-NAME.png``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import FLAGS, find_chromium, refuse_without_chromium
from tests.browser.notebook_page import (
    PICTURES,
    NotebookPage,
    closing_kernels,
    open_page,
    plain_name,
    script_errors,
    write_notebook,
)
from tests.browser.servers import Server, jupyterlab, voila

expect.set_options(timeout=20_000)  # on a machine with other work a page takes its time

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.notebook_page import Front

    class Opens(Protocol):
        """Opens a notebook file."""

        def __call__(self, notebook: Path, *, front: Front = ...) -> NotebookPage: ...

    class OpensCells(Protocol):
        """Opens a notebook of these code cells."""

        def __call__(self, *sources: str, front: Front = ...) -> NotebookPage: ...


_FAILED: Final = pytest.StashKey[bool]()


def pytest_itemcollected(item: pytest.Item) -> None:
    """Every test of this folder is a browser test."""
    item.add_marker("browser")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember what failed, for its picture."""
    report = yield
    item.stash[_FAILED] = item.stash.get(_FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def base_url() -> None:
    """Pages are opened by their whole address; pytest-playwright's own fixture is of a kind that pytest warns of."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The installed Chromium; Playwright's own is not downloaded."""
    program = find_chromium() or refuse_without_chromium()
    return {**browser_type_launch_args, "executable_path": program, "args": list(FLAGS)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A laptop's window, light, without animations."""
    window = {"width": 1400, "height": 1100}
    return {**browser_context_args, "viewport": window, "reduced_motion": "reduce", "color_scheme": "light"}


@pytest.fixture(scope="session")
def lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:  # noqa: ARG001 - no browser, no server
    """One JupyterLab for the session, which serves Notebook 7 too."""
    with jupyterlab(tmp_path_factory.mktemp("jupyterlab")) as server:
        yield server


@pytest.fixture(scope="session")
def voila_server(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:  # noqa: ARG001
    """One Voila for the session."""
    with voila(tmp_path_factory.mktemp("voila")) as server:
        yield server


@pytest.fixture
def checked_page(page: Page, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A new page: a script that fails on it fails the test, a test that fails leaves its picture."""
    errors = script_errors(page)
    yield page
    if request.node.stash.get(_FAILED, False):
        page.screenshot(path=PICTURES / f"failed-{plain_name(request.node.name)}.png")
    assert errors == []


@pytest.fixture
def open_notebook(lab: Server, checked_page: Page) -> Iterator[Opens]:
    """``open_notebook(path)``: a copy of the notebook, open and not yet run, for one test.

    ``front="notebooks"`` opens it in Notebook 7.
    """
    with closing_kernels() as opened:

        def opens(notebook: Path, *, front: Front = "lab/tree") -> NotebookPage:
            return opened(open_page(checked_page, lab, notebook, front=front))

        yield opens


@pytest.fixture
def open_cells(open_notebook: Opens, tmp_path: Path) -> OpensCells:
    """``open_cells("import eniplan", "...")``: a notebook of these code cells, open and run, for one test."""

    def opens(*sources: str, front: Front = "lab/tree") -> NotebookPage:
        notebook = open_notebook(write_notebook(tmp_path / "cells.ipynb", *sources), front=front)
        notebook.run_all()
        return notebook

    return opens


@pytest.fixture(scope="module")
def open_for_all(
    lab: Server, browser: Browser, browser_context_args: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[OpensCells]:
    """Like ``open_cells``, for all tests of a module: one page and one kernel, so a test costs 0.1 s and not 7.

    Meant for a fixture of the module that calls it once; each test leaves the page as it found it.
    """
    with browser.new_context(**browser_context_args) as context, closing_kernels() as opened:
        page = context.new_page()
        errors = script_errors(page)

        def opens(*sources: str, front: Front = "lab/tree") -> NotebookPage:
            path = write_notebook(tmp_path_factory.mktemp("cells") / "cells.ipynb", *sources)
            notebook = opened(open_page(page, lab, path, front=front))
            notebook.run_all()
            return notebook

        yield opens
        assert errors == []
