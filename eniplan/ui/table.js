// A table whose rows can be chosen: by click, by arrows, by Enter; rows may have buttons. Texts are shown as textContent.
// The kernel sends {caption, columns, rows, acts, selected}; a choice goes back as {type: "choose", index}, a button as
// {type: "act", index, act}.

const element = (tag, className, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

// The row that a key leads to, from a row among so many; null for every other key.
export function rowAfter(key, row, count) {
  const to = { ArrowDown: row + 1, ArrowUp: row - 1, Home: 0, End: count - 1, PageDown: row + 10, PageUp: row - 10 }[key];
  return to === undefined || count === 0 ? null : Math.max(0, Math.min(count - 1, to));
}

function cellOf(cell, column, place) {
  const made = element(place === 0 ? "th" : "td", column.number ? "eniplan-number" : "");
  if (place === 0) made.scope = "row";
  const { text, kind, below } = typeof cell === "string" ? { text: cell } : cell;
  const words = element("span", kind ? `eniplan-${kind}` : "");
  text.split(/(?<=\.)(?=\S)/).forEach((part, index) => words.append(...(index ? [element("wbr")] : []), part));
  made.append(words);
  if (below) made.append(element("div", "eniplan-below", below));
  return made;
}

function buttonsOf(labels, index, act) {
  const box = element("div", "eniplan-acts");
  labels.forEach((label, place) => {
    const button = element("button", "eniplan-act", label);
    button.type = "button";
    button.addEventListener("click", (event) => { event.stopPropagation(); act(index, place); });
    box.append(button);
  });
  return box;
}

function rowOf(row, columns, labels, index, send) {
  const made = element("tr");
  row.forEach((cell, place) => made.append(cellOf(cell, columns[place], place)));
  if (labels.length) made.lastChild.append(buttonsOf(labels, index, send.act));
  made.tabIndex = -1;
  made.addEventListener("click", () => send.choose(index));
  return made;
}

function headOf(column) {
  const cell = element("th", column.number ? "eniplan-number" : "", column.name);
  cell.scope = "col";
  if (column.meaning) cell.title = column.meaning;
  return cell;
}

function render({ model, el }) {
  el.classList.add("eniplan-table");
  el.addEventListener("focusin", ({ target }) => target.setAttribute("data-lm-suppress-shortcuts", "true"));
  const scroller = element("div", "eniplan-scroller");
  const table = element("table");
  const caption = element("caption");
  const head = element("tr");
  const body = element("tbody");
  const top = element("thead");
  top.append(head);
  table.append(caption, top, body);
  scroller.append(table);
  const empty = element("p", "eniplan-about");
  el.append(scroller, empty);
  let shown = [];

  const send = {
    choose: (index) => model.send({ type: "choose", index }),
    act: (index, act) => model.send({ type: "act", index, act }),
  };
  const mark = () => {
    const selected = model.get("selected");
    [...body.rows].forEach((row, index) => {
      row.setAttribute("aria-selected", String(index === selected));
      row.tabIndex = index === Math.max(selected, 0) ? 0 : -1;
    });
  };
  const show = () => {
    const columns = model.get("columns");
    const rows = model.get("rows");
    const acts = model.get("acts");
    caption.textContent = model.get("caption");
    head.replaceChildren(...columns.map(headOf));
    const texts = rows.map((row, index) => JSON.stringify([row, acts[index] ?? []]));
    texts.forEach((text, index) => {
      if (text === shown[index]) return;
      const made = rowOf(rows[index], columns, acts[index] ?? [], index, send);
      if (index < body.rows.length) {
        const focused = body.rows[index].contains(document.activeElement);
        body.rows[index].replaceWith(made);
        if (focused) made.focus();
      } else body.append(made);
    });
    while (body.rows.length > rows.length) body.lastChild.remove();
    shown = texts;
    table.hidden = rows.length === 0;
    empty.textContent = rows.length === 0 ? model.get("empty") : "";
    mark();
    el.dataset.rev = String(model.get("revision"));
  };
  body.addEventListener("keydown", (event) => {
    const index = [...body.rows].indexOf(event.target.closest("tr"));
    const to = rowAfter(event.key, index, body.rows.length);
    if (to !== null) {
      event.preventDefault();
      body.rows[to].focus();
      send.choose(to);
    } else if ((event.key === "Enter" || event.key === " ") && event.target.tagName !== "BUTTON") {
      event.preventDefault();
      send.choose(index);
    }
  });
  table.setAttribute("role", "grid");
  model.on("change:revision", show);
  model.on("change:selected", mark);
  show();
  return () => {
    model.off("change:revision", show);
    model.off("change:selected", mark);
  };
}

export default { render };
