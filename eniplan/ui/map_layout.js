// How the cells of an address map are arranged, and what a pointer or a key means there. Pure functions.
//
// A level is an arrangement of cells in rows: {step, columns, width, height, rows}; a cell is `step` addresses. Zooming
// takes fewer cells into a row, down to single addresses, so the map scrolls in one direction only. Columns are powers
// of two, so an aligned block is a rectangle at every level.

export const dotted = (number) => [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join(".");
export const numberOf = (text) => text.split(".").reduce((number, part) => number * 256 + Number(part), 0);
const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

const LOW = 160;

export function levelsOf(scene, width, height) {
  const widths = [];
  for (let columns = scene.columns; scene.step > 1 && columns >= 16; columns /= 2) widths.push([scene.step, columns]);
  for (let columns = scene.row; columns >= 16 || !widths.length; columns /= 2) widths.push([1, columns]);
  return widths.map(([step, columns], place) => {
    const rows = scene.size / step / columns;
    const wide = Math.max(1, Math.floor(Math.min(width / columns, 44))), most = Math.min(wide, place ? 26 : 30);
    if (place) return { step, columns, rows, width: wide, height: most };
    const filling = Math.min(1.6 * wide, LOW / rows);  // few rows are a little taller, so that the frame is no void
    return { step, columns, rows, width: wide, height: Math.max(1, Math.floor(Math.min(Math.max(most, filling), height / rows))) };
  });
}

// The frame has room for all of the first level, and for some rows of the others: as many as there are, up to LOW pixels.
export const shownHeight = (levels) => {
  const [whole, ...others] = levels.map(({ rows, height }) => rows * height);
  return Math.max(whole, Math.min(LOW, Math.max(0, ...others)));
};

export function cellAt(level, top, x, y) {
  const column = Math.floor(x / level.width), row = Math.floor((y + top) / level.height);
  const inside = column >= 0 && column < level.columns && row >= 0 && row < level.rows;
  return inside ? row * level.columns + column : null;
}

export const nearestCell = (level, top, x, y) =>
  cellAt(level, top, clamp(x, 0, level.columns * level.width - 1), clamp(y + top, 0, level.rows * level.height - 1) - top);

export function boxOf(level, top, cell, count = 1) {
  const columns = Math.min(count, level.columns);
  return {
    x: (cell % level.columns) * level.width,
    y: Math.floor(cell / level.columns) * level.height - top,
    width: columns * level.width,
    height: Math.max(1, count / level.columns) * level.height,
  };
}

// Up to three rectangles that cover the cells from one to another, in reading order.
export function rangeBoxes(level, top, first, last) {
  const rows = [Math.floor(first / level.columns), Math.floor(last / level.columns)];
  const spans = rows[0] === rows[1] ? [[first, last]] : [[first, (rows[0] + 1) * level.columns - 1]];
  if (rows[1] - rows[0] > 1) spans.push([(rows[0] + 1) * level.columns, rows[1] * level.columns - 1]);
  if (rows[1] > rows[0]) spans.push([rows[1] * level.columns, last]);
  return spans.map(([from, to]) => boxOf(level, top, from, to - from + 1));
}

export const scrolled = (level, top, height) => clamp(Math.round(top), 0, Math.max(0, level.rows * level.height - height));

// The scroll position after a change of level that leaves an address (offset) at the same height on the screen.
export function zoomedTop(from, to, top, offset, height) {
  const y = Math.floor(offset / from.step / from.columns) * from.height - top + from.height / 2;
  const row = Math.floor(offset / to.step / to.columns);
  const aligned = Math.round((row * to.height + to.height / 2 - clamp(y, 0, height)) / to.height) * to.height;
  return scrolled(to, aligned, height);
}

export function broughtIn(level, top, cell, height) {
  const y = Math.floor(cell / level.columns) * level.height;
  return scrolled(level, clamp(top, y + level.height - height, y), height);
}

// Places for labels, near to where they are wanted, in order, none on another.
export function spread(wanted, low, apart) {
  const places = [];
  for (const y of wanted) places.push(places.length ? Math.max(y, places[places.length - 1] + apart) : y);
  for (let place = places.length - 1, limit = low; place >= 0; place -= 1, limit = places[place + 1] - apart)
    places[place] = Math.min(places[place], limit);
  return places;
}

// The parts of a /28 from below, as [role, addresses]; a prefix that takes all of it is one bar.
const ORDER = ["used", "planned", "illustrative", "contradiction", "system"];
export function partsOf(cells, start, count, look) {
  const code = cells[start];
  let alike = true;
  const found = new Map();
  for (let place = start; place < start + count; place += 1) {
    alike &&= cells[place] === code;
    const role = look.cells[cells[place]].role;
    found.set(role, (found.get(role) ?? 0) + 1);
  }
  if (alike && look.cells[code].shape === "prefix") return { bar: look.cells[code].role, parts: [] };
  return { bar: null, parts: ORDER.filter((role) => found.has(role)).map((role) => [role, found.get(role)]) };
}

// One question at a time, and then the latest: `send` is called for it, `answered` says whether an answer is wanted.
export function asker(send, clock = () => performance.now()) {
  let waiting = null, wanted = null, since = 0;
  const go = (asked) => { waiting = asked; since = clock(); send(asked); };
  return {
    ask(asked) {
      if (asked === wanted) return;
      wanted = asked;
      if (waiting === null || clock() - since > 2000) go(asked);
    },
    answered(asked) {
      if (asked === waiting) {
        waiting = null;
        if (wanted !== null && wanted !== asked) go(wanted);
      }
      return asked === wanted;
    },
    forget() { waiting = wanted = null; },
  };
}
