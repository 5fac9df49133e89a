// How an address map is drawn: the shapes and hatches of eniplan/report/map_glyphs.py on a canvas.
//
// `pen` is {ctx, theme, look, scale}; boxes are {x, y, width, height} in CSS pixels.

const part = (box, left, top, right, bottom) => ({
  x: box.x + left * box.width, y: box.y + top * box.height,
  width: (right - left) * box.width, height: (bottom - top) * box.height,
});
const square = (box) => part(box, 0.1, 0.1, 0.9, 0.9);
const bar = (box) => part(box, 0, 0.24, 1, 0.76);

function fillBoxes({ ctx }, boxes, color) {
  ctx.beginPath();
  for (const box of boxes) ctx.rect(box.x, box.y, box.width, box.height);
  ctx.fillStyle = color;
  ctx.fill();
}

function diamonds({ ctx }, boxes, color, edge) {
  ctx.beginPath();
  for (const { x, y, width, height } of boxes.map((box) => part(box, 0.06, 0.06, 0.94, 0.94))) {
    ctx.moveTo(x + width / 2, y);
    ctx.lineTo(x + width, y + height / 2);
    ctx.lineTo(x + width / 2, y + height);
    ctx.lineTo(x, y + height / 2);
    ctx.closePath();
  }
  ctx.fillStyle = color;
  ctx.fill();
  if (edge) strokePath(ctx, edge, 1);
}

function strokePath(ctx, color, width) {
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.stroke();
}

function strokeBoxes({ ctx }, boxes, color, width, dash = []) {
  ctx.beginPath();
  for (const box of boxes) ctx.rect(box.x + 0.5, box.y + 0.5, box.width - 1, box.height - 1);  // on whole pixels
  ctx.setLineDash(dash);
  strokePath(ctx, color, width);
  ctx.setLineDash([]);
}

function crosses({ ctx }, boxes, color) {
  ctx.beginPath();
  for (const { x, y, width, height } of boxes.map((box) => part(box, 0.25, 0.25, 0.75, 0.75))) {
    ctx.moveTo(x, y);
    ctx.lineTo(x + width, y + height);
    ctx.moveTo(x + width, y);
    ctx.lineTo(x, y + height);
  }
  strokePath(ctx, color, 1.2);
}

const LINES = {
  "/": [[[0, 6], [6, 0]], [[-1, 1], [1, -1]], [[5, 7], [7, 5]]],
  "\\": [[[0, 0], [6, 6]], [[5, -1], [7, 1]], [[-1, 5], [1, 7]]],
  "-": [[[0, 3], [6, 3]]],
  ".": [[[2, 3], [3.4, 3]]],
};
LINES.x = [...LINES["/"], ...LINES["\\"]];

function hatch(pen, role) {
  const lines = LINES[pen.look.hatch[role]];
  if (!lines) return null;
  pen.hatches ??= new Map();
  if (!pen.hatches.has(role)) {
    const tile = new OffscreenCanvas(Math.round(6 * pen.scale), Math.round(6 * pen.scale));
    const ctx = tile.getContext("2d");
    ctx.scale(tile.width / 6, tile.height / 6);
    ctx.beginPath();
    for (const [from, to] of lines) { ctx.moveTo(...from); ctx.lineTo(...to); }
    strokePath(ctx, pen.theme.hatch[role], 1.1);
    const pattern = pen.ctx.createPattern(tile, "repeat");
    pattern.setTransform(new DOMMatrix().scale(6 / tile.width, 6 / tile.height));
    pen.hatches.set(role, pattern);
  }
  return pen.hatches.get(role);
}

const grouped = (items, keyOf) => {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    if (groups.has(key)) groups.get(key).push(item);
    else groups.set(key, [item]);
  }
  return groups;
};

export function drawAddresses(pen, boxes) {
  const { theme, look } = pen;
  fillBoxes(pen, boxes.map(({ box }) => box), theme.fill.free);
  outline(pen, boxes);
  for (const [code, group] of grouped(boxes, (item) => item.code)) {
    const { shape, state, role } = look.cells[code];
    const found = group.map((item) => item.box);
    const edge = state === "illustrative" ? theme.hatch[role] : null;
    if (shape === "secondary") diamonds(pen, found, theme.fill[role], edge);
    else if (shape !== "free") fillBoxes(pen, found.map(shape === "prefix" ? bar : square), theme.fill[role]);
    if (edge && shape !== "secondary") strokeBoxes(pen, found.map(shape === "prefix" ? bar : square), edge, 1);
    if (state === "planned") fillBoxes(pen, found.map((box) => part(box, 0.38, 0.38, 0.62, 0.62)), theme.mark);
    if (shape === "system") crosses(pen, found, theme.mark);
    if (shape === "contradiction")
      fillBoxes(pen, found.flatMap((box) => [part(box, 0.42, 0.18, 0.58, 0.58), part(box, 0.42, 0.68, 0.58, 0.84)]), theme.mark);
  }
}

export function drawBlocks(pen, boxes, cells) {
  const { theme, look } = pen, layers = [];
  fillBoxes(pen, boxes.map(({ box }) => box), theme.fill.free);
  for (const { box, start, count } of boxes) {
    const { bar: whole, parts } = partsOf(cells, start, count, look);
    if (whole) layers.push({ role: whole, box: bar(box) });
    let low = 1;
    for (const [role, addresses] of parts) {
      layers.push({ role, box: part(box, 0, low - addresses / look.block, 1, low) });
      low -= addresses / look.block;
    }
  }
  for (const [role, group] of grouped(layers, (layer) => layer.role)) {
    fillBoxes(pen, group.map((layer) => layer.box), theme.fill[role]);
    const lines = hatch(pen, role);
    if (lines) fillBoxes(pen, group.map((layer) => layer.box), lines);
  }
  outline(pen, boxes);
}

// The lines between cells, fainter where cells are small.
function outline(pen, boxes) {
  pen.ctx.globalAlpha = boxes.length && boxes[0].box.width < 12 ? 0.45 : 0.8;
  strokeBoxes(pen, boxes.map(({ box: { x, y, width, height } }) => ({ x, y, width: width + 1, height: height + 1 })), pen.theme.line, 1);
  pen.ctx.globalAlpha = 1;
}

function visibleCells(scene, level, top, height) {
  const from = Math.floor(top / level.height) * level.columns;
  const to = Math.min(Math.ceil((top + height) / level.height) * level.columns, scene.size / level.step);
  return Array.from({ length: Math.max(0, to - from) }, (_, place) => from + place);
}

// Everything inside the frame {x, y, width, height}; `view` is {level, top, cursor, hover, selection, focused}.
export function draw(pen, frame, scene, cells, view) {
  const { ctx, theme } = pen, { level, top } = view;
  ctx.fillStyle = theme.ground;
  ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  ctx.font = "11px system-ui, sans-serif";
  rulers(pen, frame, scene, level, top);
  ctx.save();
  ctx.translate(frame.x, frame.y);
  ctx.beginPath();
  ctx.rect(-3, -3, frame.width + 6, frame.height + 6);
  ctx.clip();
  const boxes = visibleCells(scene, level, top, frame.height).map((cell) => ({
    box: boxOf(level, top, cell), code: cells[cell * level.step], start: cell * level.step, count: level.step,
  }));
  if (level.step > 1) drawBlocks(pen, boxes, cells);
  else drawAddresses(pen, boxes);
  const offsets = ([first, last]) => [first, last].map((address) => Math.floor((address - scene.first) / level.step));
  const outlines = scene.blocks.map((block) => boxOf(level, top, (block.first - scene.first) / level.step, block.size / level.step));
  strokeBoxes(pen, outlines, theme.ground, 4);
  outlines.forEach((box, place) => strokeBoxes(pen, [box], theme.fill.reserved, 2, scene.blocks[place].assigned ? [] : [4, 3]));
  if (view.selection) {
    const range = rangeBoxes(level, top, ...offsets(view.selection));
    ctx.globalAlpha = 0.2;
    fillBoxes(pen, range, theme.ink);
    ctx.globalAlpha = 1;
    strokeBoxes(pen, range, theme.ink, 1.6);
  }
  const at = (address) => boxOf(level, top, Math.floor((address - scene.first) / level.step));
  if (view.hover !== null) strokeBoxes(pen, [at(view.hover)], theme.ink, 1.2);
  if (view.focused && view.cursor !== null) {
    strokeBoxes(pen, [at(view.cursor)], theme.ground, 5);
    strokeBoxes(pen, [at(view.cursor)], theme.ink, 2.4);
  }
  ctx.restore();
  labels(pen, frame, scene, level, top);
}

function rulers({ ctx, theme }, frame, scene, level, top) {
  ctx.fillStyle = theme.quiet;
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  const each = 2 ** Math.max(0, Math.ceil(Math.log2(14 / level.height)));
  for (let row = Math.ceil(top / level.height / each) * each; row < level.rows; row += each) {
    const y = (row + 0.5) * level.height - top;
    if (y > frame.height) break;
    ctx.fillText(dotted(scene.first + row * level.columns * level.step), frame.x - 8, frame.y + y);
  }
  ctx.textAlign = "left";
  const apart = level.columns / Math.min(4, level.columns);
  for (let column = 0; column < level.columns; column += apart)
    ctx.fillText(`+${(column * level.step).toLocaleString("en")}`, frame.x + column * level.width + 1, frame.y - 9);
}

// The CIDRs of the reserved blocks in sight, at the right, and where in the whole the view is.
function labels({ ctx, theme }, frame, scene, level, top) {
  const right = frame.x + level.columns * level.width, whole = level.rows * level.height;
  if (whole > frame.height + 1) {
    ctx.fillStyle = theme.line;
    ctx.fillRect(right + 5, frame.y + (top / whole) * frame.height, 4, Math.max(8, frame.height ** 2 / whole));
  }
  const middles = scene.blocks.map((block) => {
    const box = boxOf(level, top, (block.first - scene.first) / level.step, block.size / level.step);
    return { block, low: Math.max(box.y, 0), high: Math.min(box.y + box.height, frame.height) };
  }).filter(({ low, high }) => high > low).map(({ block, low, high }) => ({ block, y: (low + high) / 2 }));
  const room = Math.floor(frame.height / 15);
  if (frame.labels < 60) return;
  const shown = middles.length > room ? middles.slice(0, room - 1) : middles;
  const places = spread(shown.map(({ y }) => y), frame.height - 7, 15);
  ctx.textAlign = "left";
  shown.forEach(({ block, y }, place) => {
    ctx.beginPath();
    ctx.moveTo(right + 12, frame.y + y);
    ctx.lineTo(right + 20, frame.y + places[place]);
    ctx.lineTo(right + 24, frame.y + places[place]);
    strokePath(ctx, theme.fill.reserved, 1);
    ctx.fillStyle = theme.ink;
    ctx.fillText(block.cidr, right + 28, frame.y + places[place]);
  });
  ctx.fillStyle = theme.quiet;
  if (shown.length < middles.length)
    ctx.fillText(`and ${(middles.length - shown.length).toLocaleString("en")} more`, right + 28, frame.y + frame.height - 7);
}
