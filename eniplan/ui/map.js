// The address map of one VSwitch in a notebook: the elements around the canvas, and what pointer and keys do.
//
// Python says every fact (scene, cells, answers); a pointer or a key becomes a question or a selection. Text is only
// ever set as text. This file comes last in one
// module, after map_layout.js, map_drawing.js and map_parts.js. Nothing is animated.

export function render({ model, el }) {
  const parts = build(el), { canvas } = parts, ctx = canvas.getContext("2d"), stop = new AbortController();
  const { signal } = stop, media = matchMedia("(prefers-color-scheme: dark)"), look = model.get("look");
  let scene = null, cells = new Uint8Array(), levels = [], place = 0, top = 0;
  let cursor = null, asked = null, hover = null, anchor = null, selection = null, drag = null, wheel = 0, pending = 0;
  const frame = { x: 0, y: 18, width: 0, height: 0, labels: 0 }, pen = { ctx, look, theme: null, scale: 1 }, level = () => levels[place];
  const questions = asker((text) => model.send({ ask: text }));
  const listen = (target, type, act, more = {}) => target.addEventListener(type, act, { signal, ...more });

  // what is shown

  const addressOf = (cell) => scene.first + cell * level().step;
  const cellOf = (address) => Math.floor((address - scene.first) / level().step);
  const textOf = (address) => (level().step > 1 ? `${dotted(addressOf(cellOf(address)))}/28` : dotted(address));
  const focused = () => el.getRootNode().activeElement === canvas;
  const redraw = () => { pending ||= requestAnimationFrame(paint); };

  function paint() {
    pending = 0;
    if (!scene || !levels.length) return;
    ctx.setTransform(pen.scale, 0, 0, pen.scale, 0, 0);
    draw(pen, frame, scene, cells, { level: level(), top, cursor, hover, selection, focused: focused() });
    canvas.dataset.rev = model.get("revision");
    canvas.dataset.view = JSON.stringify({ frame, place, level: level(), top });
  }

  function fit() {
    if (!scene) return;
    const width = Math.max(240, canvas.clientWidth), address = cursor ?? scene.first;
    pen.scale = devicePixelRatio || 1;
    pen.hatches = null;
    ctx.font = "11px system-ui, sans-serif";
    frame.x = Math.ceil(ctx.measureText(dotted(scene.first + scene.size - 1)).width) + 14;
    frame.labels = scene.blocks.length && width >= 520 ? 122 : 12;
    frame.width = width - frame.x - frame.labels;
    levels = levelsOf(scene, frame.width, clamp(width * 0.6, 200, 420));
    place = Math.min(place, levels.length - 1);
    frame.height = shownHeight(levels);
    canvas.style.height = `${frame.y + frame.height + 6}px`;
    canvas.width = Math.round(width * pen.scale);
    canvas.height = Math.round((frame.y + frame.height + 6) * pen.scale);
    top = place ? broughtIn(level(), top, cellOf(address), frame.height) : 0;
    redraw();
  }

  function themed() {
    const name = isDark(document.body, media) ? "dark" : "light";
    if (parts.root.dataset.theme === name) return;
    parts.root.dataset.theme = name;
    pen.theme = look.themes[name];
    pen.hatches = null;
    for (const key of ["ground", "ink", "quiet", "line"]) parts.root.style.setProperty(`--${key}`, pen.theme[key]);
    parts.root.style.setProperty("--problem", pen.theme.fill.refused);
    legend();
    redraw();
  }

  function swatch(sample) {
    const made = element("canvas", { "aria-hidden": "true", width: 18 * pen.scale, height: 18 * pen.scale });
    const small = { ...pen, ctx: made.getContext("2d"), hatches: null }, box = { x: 1, y: 1, width: 16, height: 16 };
    small.ctx.scale(pen.scale, pen.scale);
    if (Array.isArray(sample)) drawBlocks(small, [{ box, start: 0, count: sample.length }], sample);
    else if (typeof sample === "number") drawAddresses(small, [{ box, code: sample }]);
    else if (sample === "unexplained") for (const color of [pen.theme.fill[sample], hatch(small, sample)]) fillBoxes(small, [box], color);
    else strokeBoxes(small, [part(box, 0.1, 0.1, 0.9, 0.9)], pen.theme.fill.reserved, 2.2, sample === "reserved" ? [] : [4, 3]);
    return made;
  }

  function legend() {
    if (!scene?.size || !levels.length) return;
    const entries = level().step > 1 ? scene.block_legend : scene.address_legend;
    parts.legend.replaceChildren(...entries.map(({ sample, words }) => element("li", {}, swatch(sample), words)));
    parts.scale.textContent = level().step > 1 ? "Each cell is one /28, filled by its share of 16 addresses."
      : `Each cell is one address${level().columns === 16 ? ", each row one aligned /28" : ""}.`;
    const [less, more, whole] = parts.tools.querySelectorAll("button");
    less.disabled = whole.disabled = place === 0;
    more.disabled = place === levels.length - 1;
  }

  function shown() {
    const next = model.get("scene"), bytes = model.get("cells");
    if (!next?.size) return;
    if (next.vswitch !== scene?.vswitch || next.cidr !== scene.cidr) {
      [place, top, cursor, asked, hover, anchor, drag] = [0, 0, next.first, null, null, null, null];
      parts.answer.textContent = "";
    }
    scene = next;
    cells = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    parts.title.textContent = scene.title;
    parts.subtitle.replaceChildren(...scene.subtitle.flatMap((fact, nth) => [nth ? ", " : "", element("span", {}, fact)]));
    parts.figures.replaceChildren(...scene.headlines.map(([number, counts, of]) => element("div", {},
      element("dt", {}, counts), element("dd", {}, element("strong", {}, number), element("span", { class: "quiet" }, of)))));
    parts.blocks.replaceChildren(...scene.blocks.map(({ cidr, first, words }) => element("tr", {},
      element("td", {}, button(cidr, `Show ${cidr}`, () => visit(first), signal)), element("td", {}, words))));
    parts.table.hidden = !scene.blocks.length;
    parts.notes.replaceChildren(...scene.notes.map((note) => element("p", {}, note)));
    canvas.setAttribute("aria-label", `Addresses of ${scene.title}, ${scene.cidr}`);
    parts.problem.hidden = true;
    questions.forget();
    fit();
    if (asked !== null) ask(asked);
    legend();
    reselected();
    twin();
  }

  function twin() { if (parts.twin.open) model.send({ text: true }); }

  // what somebody does

  function ask(address) {
    asked = address;
    questions.ask(textOf(address));
  }

  function visit(address) {
    if (place < levels.length - 1 && level().step > 1) place = levels.findIndex(({ step }) => step === 1);
    moved(address);
    top = scrolled(level(), Math.floor(cellOf(address) / level().columns) * level().height, frame.height);
    legend();
    canvas.focus();
  }

  function moved(address) {
    cursor = addressOf(cellOf(clamp(address, scene.first, scene.first + scene.size - 1)));
    top = broughtIn(level(), top, cellOf(cursor), frame.height);
    ask(cursor);
    redraw();
  }

  function zoom(step, address = cursor) {
    const next = clamp(place + step, 0, levels.length - 1);
    if (next === place) return;
    top = zoomedTop(level(), levels[next], top, address - scene.first, frame.height);
    place = next;
    hover = null;
    legend();
    redraw();
  }

  function reselected() {
    const ends = (model.get("selected") ?? []).map(numberOf);
    selection = ends.length && ends.every((end) => end >= scene?.first && end < scene.first + scene.size) ? ends : null;
    redraw();
  }

  function selecting(from, to) {
    const [low, high] = [Math.min(from, to), Math.max(from, to)].map(cellOf);
    selection = [addressOf(low), addressOf(high) + level().step - 1];
    redraw();
  }

  function select(ends) {
    selection = ends;
    model.set("selected", ends ? ends.map(dotted) : []);
    model.save_changes();
    redraw();
  }

  function pick(address) {
    moved(address);
    model.send({ pick: textOf(address) });
  }

  const MOVES = {
    ArrowLeft: () => -1, ArrowRight: () => 1, ArrowUp: () => -level().columns, ArrowDown: () => level().columns,
    Home: (cell, far) => (far ? -cell : -(cell % level().columns)),
    End: (cell, far) => (far ? Infinity : level().columns - 1 - (cell % level().columns)),
    PageUp: () => -level().columns * page(), PageDown: () => level().columns * page(),
  };
  const page = () => Math.max(1, Math.floor(frame.height / level().height) - 1);
  const ACTS = {
    "+": () => zoom(1), "=": () => zoom(1), "-": () => zoom(-1), 0: () => zoom(-levels.length), Enter: () => pick(cursor),
    " ": () => pick(cursor), Escape: () => { anchor = null; select(null); },
  };

  listen(canvas, "keydown", (event) => {
    const move = MOVES[event.key], far = event.ctrlKey || event.metaKey;
    if (!scene || event.altKey || !(move || (ACTS[event.key] && !far))) return;
    event.preventDefault();
    event.stopPropagation();
    if (!move) return ACTS[event.key]();
    const cell = cellOf(cursor), cellCount = scene.size / level().step;
    const from = anchor ?? cursor;
    moved(addressOf(clamp(cell + move(cell, far), 0, cellCount - 1)));
    anchor = event.shiftKey ? from : null;
    if (event.shiftKey) { selecting(from, cursor); select(selection); }
  });

  const pointed = (event, find = cellAt) => {
    const bounds = canvas.getBoundingClientRect();
    const cell = scene && find(level(), top, event.clientX - bounds.left - frame.x, event.clientY - bounds.top - frame.y);
    const y = event.clientY - bounds.top - frame.y;
    return cell === null || (find === cellAt && (y < 0 || y > frame.height)) ? null : addressOf(cell);
  };

  listen(canvas, "pointerdown", (event) => {
    const address = pointed(event), pan = event.button === 1 || event.ctrlKey || event.metaKey;
    if (address === null || (event.button !== 0 && !pan)) return;
    canvas.focus();
    canvas.setPointerCapture(event.pointerId);
    drag = pan ? { y: event.clientY, top } : { from: event.shiftKey ? cursor : address, dragged: event.shiftKey };
    if (drag.dragged) selecting(drag.from, address);
    event.preventDefault();
  });
  listen(canvas, "pointermove", (event) => {
    if (drag?.y !== undefined) top = scrolled(level(), drag.top + drag.y - event.clientY, frame.height);
    const address = pointed(event, drag ? nearestCell : cellAt);
    if (address === hover && drag?.y === undefined) return;
    hover = address;
    if (hover !== null) ask(hover);
    if (drag && drag.y === undefined && (drag.dragged ||= cellOf(address) !== cellOf(drag.from))) {
      top = broughtIn(level(), top, cellOf(address), frame.height);
      selecting(drag.from, address);
    }
    redraw();
  });
  listen(canvas, "pointerup", () => {
    if (!drag || drag.y !== undefined) drag = null;
    else {
      const { from, dragged } = drag;
      drag = null;
      if (dragged) return select(selection);
      if (selection) select(null);
      pick(from);
    }
  });
  listen(canvas, "pointercancel", () => { drag = null; reselected(); });
  listen(canvas, "pointerleave", () => { hover = null; redraw(); });
  for (const type of ["focus", "blur"]) listen(canvas, type, redraw);
  listen(canvas, "wheel", (event) => {
    if (!scene || (!focused() && !event.ctrlKey && !event.shiftKey)) return;
    event.preventDefault();
    const delta = (event.deltaY || event.deltaX) * (event.deltaMode ? 20 : 1);
    if (event.shiftKey) { top = scrolled(level(), top + delta, frame.height); return redraw(); }
    wheel = Math.sign(wheel) === Math.sign(delta) ? wheel + delta : delta;
    if (Math.abs(wheel) >= 60) { zoom(-Math.sign(wheel), pointed(event) ?? cursor); wheel = 0; }
  }, { passive: false });
  listen(parts.twin, "toggle", twin);

  // what Python says

  const told = (message) => {
    if (message.asked !== undefined && questions.answered(message.asked)) parts.answer.textContent = message.answer;
    if (message.text !== undefined) parts.twinText.textContent = message.text;
    if (message.problem !== undefined) { parts.problem.textContent = message.problem; parts.problem.hidden = false; }
  };
  const offers = () => {
    const offered = model.get("offers") ?? [], made = [...parts.offers.children];
    while (made.length > offered.length) made.pop().remove();
    offered.forEach(([label, meaning, enabled], act) => {
      const press = made[act] ?? parts.offers.appendChild(button("", "", () => model.send({ act }), signal));
      press.textContent = label;
      press.title = meaning;
      press.removeAttribute("aria-label");
      press.disabled = !enabled;
    });
  };
  const words = () => { parts.selection.textContent = model.get("selection_words") || NOTHING; };
  const heard = [["change:revision", shown], ["change:selected", reselected], ["change:selection_words", words], ["change:offers", offers], ["msg:custom", told]];
  for (const [name, act] of heard) model.on(name, act);

  parts.tools.append(button("−", "Zoom out", () => zoom(-1), signal), button("+", "Zoom in", () => zoom(1), signal),
    button("Whole VSwitch", "Show the whole VSwitch", () => zoom(-levels.length), signal), parts.scale);
  const skin = new MutationObserver(themed), size = new ResizeObserver(() => { fit(); legend(); });
  skin.observe(document.body, { attributes: true, attributeFilter: ["class", "data-jp-theme-light"] });
  listen(media, "change", themed);
  themed();
  shown();
  words();
  offers();
  size.observe(parts.root);
  return () => {
    stop.abort();
    skin.disconnect();
    size.disconnect();
    cancelAnimationFrame(pending);
    for (const [name, act] of heard) model.off(name, act);
    parts.root.remove();
  };
}

export default { render };
