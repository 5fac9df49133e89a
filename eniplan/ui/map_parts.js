// The elements of an address map: title, figures, buttons, canvas, lines that answer, legend, blocks, and the text twin.

const KEYS = "Arrows move, Home, End, Page Up and Page Down move further, + and − zoom, 0 shows the whole VSwitch, "
  + "Enter picks, Shift+arrows or dragging selects, Escape clears, Ctrl+drag or Shift+wheel scrolls. "
  + "The wheel zooms once the map has the focus.";

const HINT = "Point at an address, or move to it with the arrow keys: who holds it, since which step and under which "
  + "rule, or why it can never be used.";
const NOTHING = "Nothing is selected: drag over addresses, or press Shift and an arrow key.";

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function button(label, words, act, signal) {
  const made = element("button", { type: "button", "aria-label": words, title: words }, label);
  made.addEventListener("click", act, { signal });
  return made;
}

function build(el) {
  const text = (name, attributes) => element(name, attributes);
  const parts = {
    title: text("p", { class: "title" }), subtitle: text("p", { class: "quiet subtitle" }),
    figures: element("dl"), tools: element("div", { class: "tools" }), scale: text("span", { class: "quiet" }),
    canvas: element("canvas", {
      tabindex: "0", role: "application", "aria-roledescription": "address map", "aria-description": KEYS,
    }),
    answer: text("p", { class: "answer", role: "status", "data-hint": HINT }), selection: text("p", { class: "selection", role: "status" }),
    offers: element("div", { class: "tools offers", role: "group", "aria-label": "With the selection" }),
    problem: text("p", { class: "problem", role: "alert", hidden: "" }),
    legend: element("ul"), blocks: element("tbody"), notes: element("div", { class: "quiet" }),
    twin: element("details", {}, element("summary", {}, "The same as text")), twinText: text("pre", { tabindex: "0" }),
  };
  parts.twin.append(parts.twinText);
  const head = element("tr", {}, ...["Reserved block", "Prefixes"].map((word) => element("th", { scope: "col" }, word)));
  parts.table = element("table", {}, element("thead", {}, head), parts.blocks);
  const keys = element("details", {}, element("summary", {}, "Keys"), element("p", { class: "quiet" }, KEYS));
  const root = element("div", { class: "eniplan-map", "data-lm-suppress-shortcuts": "true" },
    parts.title, parts.subtitle, parts.figures, parts.tools, parts.canvas, parts.answer, parts.selection, parts.offers, parts.problem,
    parts.legend, parts.table, parts.notes, parts.twin, keys);
  el.append(root);
  return { root, ...parts };
}
