"""The bench itself: what should fail a browser test is seen to be found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.notebook_page import NotebookPage, script_errors

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import OpensCells

BAD = '<div class="bad"><p style="color:#bbb;background:#fff">pale</p><button></button><h9>fine</h9></div>'


@pytest.fixture(scope="module")
def notebook(open_for_all: OpensCells) -> NotebookPage:
    """Its last cell tells its process."""
    return open_for_all(f"from IPython.display import HTML\nHTML({BAD!r})", "import os", "os.getpid()")


def test_what_not_everybody_can_read_is_told(notebook: NotebookPage) -> None:
    """Pale text and a button without a name are found, each with its place; the rest of the page is not judged."""
    told = notebook.grave_violations(".bad")
    assert sorted(sentence.partition(" ")[0] for sentence in told) == ["button-name", "color-contrast"]
    assert any("pale" in sentence for sentence in told)


def test_the_theme_goes_dark_and_light_again(notebook: NotebookPage) -> None:
    """The page's own ground changes with it."""
    ground = "getComputedStyle(document.querySelector('.jp-Notebook')).backgroundColor"
    before = notebook.page.evaluate(ground)
    notebook.go_dark()
    assert notebook.page.evaluate(ground) != before
    notebook.go_light()
    assert before == notebook.page.evaluate(ground)


def test_a_restarted_kernel_is_a_new_process(notebook: NotebookPage) -> None:
    """What was shown stays until the cells run again, then another process answers."""
    before = notebook.output(-1).inner_text()
    notebook.restart_kernel()
    assert before == notebook.output(-1).inner_text()
    notebook.run_all()
    expect(notebook.output(-1)).not_to_have_text(before)


def test_a_cell_that_raises_fails_the_test(open_cells: OpensCells) -> None:
    """Its error is told."""
    with pytest.raises(pytest.fail.Exception, match="ZeroDivisionError: division by zero"):
        open_cells("1", "1 / 0")


def test_a_script_that_fails_is_told(page: Page) -> None:
    """Errors on a page are noted."""
    errors = script_errors(page)
    page.goto("about:blank")
    with page.expect_event("pageerror"):
        page.evaluate("() => { setTimeout(() => { throw new Error('broken'); }, 0); }")
    assert [error.splitlines()[0] for error in errors] == ["broken"]
