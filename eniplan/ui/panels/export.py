"""The way out: every format of the package, what comes first, what stands in the way; to a file, or to the browser."""

from __future__ import annotations

import io
from html import escape
from typing import TYPE_CHECKING

import ipywidgets as W  # noqa: N812 - as everybody calls it

from eniplan.errors import EniplanError
from eniplan.exchange.batches import FORMATS, export, format_of, write_batch
from eniplan.exchange.preview import first_lines
from eniplan.exchange.steps_beside import has_steps_beside
from eniplan.spelling import counted
from eniplan.ui.background import Cancelled
from eniplan.ui.download_widget import DownloadWidget
from eniplan.ui.panels.acts import bare_name, lines, row, status

if TYPE_CHECKING:
    from eniplan.planning.plan import Plan
    from eniplan.ui.acting import Part
    from eniplan.ui.background import Progress, Work
    from eniplan.ui.panels.acts import Acts

_PREVIEW_LINES = 3
_PREVIEW_WIDTH = 1_000


class Export:
    """Format, file, preview; writing and downloading go on beside the kernel and can be cancelled."""

    def __init__(self, acts: Acts) -> None:
        self._acts, self._state = acts, acts.state
        self.format = W.Dropdown(options=list(FORMATS), description="Format", layout=W.Layout(width="200px"))
        self.file = W.Text(value=_file_of("jsonl"), description="File", continuous_update=False)
        self.leave_out = W.Checkbox(description="Leave out what the format cannot say", indent=False)
        self.write = acts.button("Write file", "write the requests into this file", self._write)
        self.download = DownloadWidget("Download", lambda: acts.do(self._download))
        self.cancel = acts.button("Cancel", "end the work; no file appears", self._cancel)
        self.bar = W.IntProgress(min=0, max=1, layout=W.Layout(width="200px"))
        self.said, self.ready, self.preview = W.HTML(), W.HTML(), W.HTML()
        self.work = acts.beside(self._progress, self._end)
        self._done = ""
        self._working = row(self.bar, self.cancel)
        self._working.layout.display = self.leave_out.layout.display = "none"
        acts.on_value(self.format, self._choose)
        inputs = row(self.format, self.file, self.leave_out, self.write, self.download, self._working)
        self.box = W.VBox([self.ready, inputs, self.said, self.preview])
        self.box.add_class("eniplan-export")

    def show(self, changed: frozenset[Part]) -> None:
        """Show what has changed."""
        plan = self._state.plan
        if "plan" not in changed or plan is None:
            return
        self.ready.value = lines(_ready(plan, is_current=self._state.is_current))
        self.said.value = ""
        self._show_preview(plan)

    def _show_preview(self, plan: Plan) -> None:
        try:
            first = first_lines(plan, self.format.value, _PREVIEW_LINES)
        except EniplanError as problem:
            self.preview.value = f"<p>{escape(str(problem))}</p>"
            return
        cut = (line if len(line) <= _PREVIEW_WIDTH else f"{line[:_PREVIEW_WIDTH]}..." for line in first)
        form = FORMATS[self.format.value]
        head = f"{form.meaning}; its first {counted(len(first), 'line')}:" if not form.is_review else form.meaning
        if not plan.requests:
            head = "nothing to send"
        self.preview.value = f"<p>{escape(head)}</p><pre>{escape(chr(10).join(cut))}</pre>"

    def _choose(self) -> None:
        self.file.value = _file_of(self.format.value)
        self.leave_out.layout.display = "" if _may_refuse(self.format.value) else "none"
        if self._state.plan is not None:
            self._show_preview(self._state.plan)

    # the work

    def _write(self) -> None:
        plan, path, leave_out = self._plan(), self.file.value, self.leave_out.value
        name = format_of(path, self.format.value)
        beside = " and steps.jsonl beside it" if has_steps_beside(plan, path, name) else ""
        self._begin(
            plan, f"wrote {path}{beside}", lambda told: export(plan, path, name, progress=told, leave_out=leave_out)
        )

    def _download(self) -> None:
        plan, leave_out = self._plan(), self.leave_out.value
        file = bare_name(self.file.value, _file_of(self.format.value))
        name = format_of(file, self.format.value)

        def work(told: Progress) -> None:
            content = io.BytesIO()
            with io.TextIOWrapper(content, encoding="utf-8", newline="") as stream:
                write_batch(plan, name, stream, progress=told, leave_out=leave_out)
                stream.flush()
                self.download.deliver(file, content.getvalue())

        self._begin(plan, f"{file} is in your browser's downloads", work)

    def _plan(self) -> Plan:
        if self._state.plan is None:
            raise EniplanError("there is no plan yet; mend the fields that the findings name")
        if self.work.is_busy:
            raise EniplanError("an export is going on; wait for it, or cancel it")
        return self._state.plan

    def _begin(self, plan: Plan, done: str, work: Work) -> None:
        self._done = done
        self.said.value = ""
        calls = plan.steps if FORMATS[self.format.value].has_all_calls else plan.requests
        self.bar.value, self.bar.max = 0, max(len(calls), 1)
        self._working.layout.display = ""
        self.work.start(work)

    def _cancel(self) -> None:
        self.work.cancel()

    def _progress(self, done: int) -> None:
        self.bar.value = done

    def _end(self, error: Exception | None) -> None:
        self._working.layout.display = "none"
        if isinstance(error, Cancelled):
            self._say("cancelled; no file was written")
        elif error is not None:
            self._acts.fail(error)
        else:
            self._say(self._done)

    def _say(self, words: str) -> None:
        self.said.value = status(words)


def _may_refuse(name: str) -> bool:
    """Whether a format refuses a plan that it cannot say all of."""
    return FORMATS[name].not_said is not None and FORMATS[name].refuses


def _file_of(name: str) -> str:
    return FORMATS[name].file


def _ready(plan: Plan, *, is_current: bool) -> list[str]:
    """How much there is to send, and what is left out."""
    refused = sum(refusal.enis for refusal in plan.refused)
    said = [f"{counted(len(plan.requests), 'request')} ready to send."]
    if plan.needs_steps:
        said.append(f"{counted(len(plan.steps), 'call')} in all: some ENIs need assign calls after their create.")
    if refused:
        said.append(f"{counted(refused, 'ENI')} refused: they are not in the batch; the findings say why.")
    if not is_current:
        said.append("Some fields are to be mended: their groups are not in the batch.")
    return said
