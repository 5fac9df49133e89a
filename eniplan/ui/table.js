// A table whose rows can be chosen: by click, by arrows, by Enter. Rows come as texts and are shown as textContent.
// The kernel sends {caption, columns, rows, selected}; a choice goes back as {type: "choose", index}.

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
  const text = typeof cell === "string" ? cell : cell.text;
  made.append(element("span", typeof cell === "string" ? "" : `eniplan-${cell.kind}`, text));
  return made;
}

function rowOf(row, columns, index, choose) {
  const made = element("tr");
  row.forEach((cell, place) => made.append(cellOf(cell, columns[place], place)));
  made.tabIndex = -1;
  made.addEventListener("click", () => choose(index));
  return made;
}

function render({ model, el }) {
  el.classList.add("eniplan-table");
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

  const choose = (index) => model.send({ type: "choose", index });
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
    caption.textContent = model.get("caption");
    head.replaceChildren(...columns.map((column) => {
      const cell = element("th", column.number ? "eniplan-number" : "", column.name);
      cell.scope = "col";
      return cell;
    }));
    const texts = rows.map((row) => JSON.stringify(row));
    texts.forEach((text, index) => {
      if (text === shown[index]) return;
      const made = rowOf(rows[index], columns, index, choose);
      if (index < body.rows.length) {
        const focused = body.rows[index] === document.activeElement;
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
      choose(to);
    } else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose(index);
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
