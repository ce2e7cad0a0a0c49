// The drawing: vis-network moves and scales it, and we draw boxes and lines, as it has neither columns nor ports.
"use strict";

const container = byId("graph");
let network = null;
let palette = {};
let lit = new Set(); // the boxes of what is selected, and those tied to them

function startDrawing() {
  readPalette();
  options.nodes.ctxRenderer = ({ ctx, id, x, y }) => ({ drawNode: () => drawBox(ctx, boxes[id], x, y) });
  network = new vis.Network(container, { nodes: new vis.DataSet([]), edges: new vis.DataSet([]) }, options);
  network.on("beforeDrawing", (ctx) => drawLines(ctx));
  network.on("afterDrawing", showMore);
  network.on("click", ({ pointer }) => select(boxAt(pointer.canvas)?.node ?? null));
  network.on("resize", () => fitView());
  container.addEventListener("mousemove", ({ offsetX, offsetY }) => {
    const over = boxAt(network.DOMtoCanvas({ x: offsetX, y: offsetY }));
    container.classList.toggle("over", Boolean(over));
    container.title = over ? wholeText(over.node) : "";
  });
  container.addEventListener("wheel", scrollView, { capture: true, passive: false });
  DARK.addEventListener("change", () => {
    showTheme();
    network.redraw();
  });
}

// All that a box may have cut, without the invisible characters that reorder what one reads.
function wholeText(node) {
  return withoutTurns(node.elided ?? node.text ?? node.name ?? node.headline ?? node.label);
}

function readPalette() {
  const style = getComputedStyle(document.documentElement);
  const names = ["ink", "muted", "rule", "page", "paper", "strong", "accent", "source", "source-ground",
    "artefact", "artefact-ground", "subject", "subject-ground"];
  palette = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
  palette.font = style.fontFamily;
}

function redrawAll() {
  network.setData({
    nodes: new vis.DataSet([...drawn].map(([box, y]) => ({ id: box.id, x: box.x, y }))),
    edges: new vis.DataSet([]),
  });
}

// Take the room that the panel leaves, at once.
function resizeDrawing() {
  network.setSize("100%", "100%");
  fitView();
}

// The view to begin with: as wide as the window, and words large enough to read.
function fitView() {
  if (!drawn.size || !container.clientWidth) return;
  if (NARROW.matches) return fitNarrow();
  const right = rightEdge();
  const fits = (container.clientWidth - 2 * MARGIN) / right;
  const scale = Math.min(LARGEST, Math.max(SMALLEST, fits));
  const middle = fits < SMALLEST ? (container.clientWidth / 2 - MARGIN) / scale : right / 2;
  moveView({ x: middle, y: (container.clientHeight / 2 - MARGIN) / scale }, scale);
  if (state.at) reveal(state.at);
}

const rightEdge = () => Math.max(...[...drawn.keys()].map((box) => box.x + box.width / 2));
const lowerEdge = () => Math.max(...[...drawn].map(([box, y]) => y + box.height / 2));

// "Fit": all that is drawn in the window, however small.
function fitAll() {
  if (!drawn.size) return;
  const [right, bottom] = [rightEdge(), lowerEdge()];
  const room = { width: container.clientWidth - 2 * MARGIN, height: container.clientHeight - 2 * MARGIN };
  const scale = Math.min(LARGEST, room.width / right, room.height / bottom);
  network.moveTo({ position: { x: right / 2, y: bottom / 2 }, scale, animation: false });
}

// A telephone shows sources and claims; a finger brings the others up.
function fitNarrow() {
  const sides = [...drawn.keys()].filter((box) => ["source", "statement"].includes(box.column))
    .flatMap((box) => [box.x - box.width / 2, box.x + box.width / 2]);
  const [left, right] = [Math.min(...sides), Math.max(...sides)];
  const scale = (container.clientWidth - MARGIN) / (right - left);
  moveView({ x: (left + right) / 2, y: (container.clientHeight / 2 - MARGIN) / scale }, scale);
  if (state.at) reveal(state.at);
}

// Keep the drawing from leaving the window.
function moveView(position, scale) {
  const half = container.clientHeight / 2 / scale;
  const bottom = lowerEdge() + MARGIN;
  const first = half - MARGIN / scale;
  const y = Math.max(first, Math.min(position.y, bottom - half));
  network.moveTo({ position: { x: position.x, y }, scale, animation: false });
}

function scrollView(event) {
  if (event.ctrlKey || event.metaKey) return; // zooming is left to the library
  event.preventDefault();
  event.stopPropagation();
  const scale = network.getScale();
  const { x, y } = network.getViewPosition();
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? sizes.line : 1;
  moveView({ x: x + (event.deltaX * unit) / scale, y: y + (event.deltaY * unit) / scale }, scale);
}

function zoom(factor) {
  network.moveTo({ scale: Math.min(4, Math.max(0.1, network.getScale() * factor)), animation: false });
}

// Say how many claims lie below the window.
function showMore() {
  const edge = network.DOMtoCanvas({ x: 0, y: container.clientHeight }).y;
  const below = [...drawn].filter(([box, y]) => box.column === "statement" && y > edge).length;
  byId("more").disabled = !below;
  byId("more").textContent = `${plural(below, "claim")} below ↓`;
}

function boxAt({ x, y }) {
  const within = ([box, middle]) => Math.abs(x - box.x) <= box.width / 2 && Math.abs(y - middle) <= box.height / 2;
  return [...drawn].find(within)?.[0];
}

// Find the boxes that stay bright: those of what is selected and those that it is tied to.
function light() {
  lit = new Set();
  if (!state.at) return;
  const near = state.at.type === "article" ? [...state.at.boxes, ...statementsOf(state.at).map((each) => boxOf(each, "statement"))] : boxesOf(state.at);
  for (const box of near) {
    for (const each of [box, ...box.tied]) lit.add(each);
    if (box.column === "statement") lit.add(headingOf(box));
    if (box.column === "subject") for (const each of box.tied) for (const source of sourcesOf(each)) lit.add(source);
  }
}

const sourcesOf = (box) => [...box.tied].filter((each) => each.column === "source");

function drawLines(ctx, given = drawnLines) {
  for (const line of given) {
    ctx.save();
    Object.assign(ctx, stroke(line));
    ctx.setLineDash(dashes(line));
    ctx.beginPath();
    trace(line, ctx);
    ctx.stroke();
    ctx.restore();
  }
}

// A line is bright if it is of what is selected; those to subjects are quiet until then.
function stroke(line) {
  if (isBright(line)) return { lineWidth: 2.2, strokeStyle: palette.accent, globalAlpha: 1 };
  const alpha = lit.size ? 0.25 : 1;
  const quiet = { lineWidth: 1, strokeStyle: palette.rule };
  if (line.finish.column === "subject") return { ...quiet, globalAlpha: (lit.size ? 0.15 : 0.45) };
  if (["contradicts", "disputes"].includes(line.relation)) return { lineWidth: 2, strokeStyle: palette.accent, globalAlpha: alpha };
  if (line.relation === "corroborates") return { lineWidth: 2, strokeStyle: palette.subject, globalAlpha: alpha };
  return { lineWidth: 1.6, strokeStyle: palette.muted, globalAlpha: alpha };
}

// The lines of a statement's source and subjects to other statements are not its own.
function isBright(line) {
  if (isSelected(line.start) || isSelected(line.finish)) return true;
  return state.at?.type !== "statement" && lit.has(line.start) && lit.has(line.finish);
}

function dashes(line) {
  if (line.relation === "source") return DASHES.get(line.finish.node.quotation) ?? [];
  if (["contradicts", "disputes"].includes(line.relation)) return DASHES.get("mixed");
  return ["mentions", "relays"].includes(line.relation) ? DASHES.get("narration") : [];
}

// Draw a line into anything that has the methods of a canvas.
function trace(line, path) {
  const [y1, y2] = [drawn.get(line.start), drawn.get(line.finish)];
  const x1 = line.start.x + line.start.width / 2;
  const beside = BESIDE.includes(line.relation);
  const x2 = line.finish.x + (beside ? 1 : -1) * line.finish.width / 2;
  const bend = beside ? 36 : (x2 - x1) / 2;
  path.moveTo(x1, y1);
  return path.bezierCurveTo(x1 + bend, y1, beside ? x2 + bend : x2 - bend, y2, x2, y2);
}

const isSelected = (box) => state.at !== null && isLike(box.node, state.at);

function drawBox(ctx, box, x, y) {
  const look = looks(box);
  ctx.globalAlpha = !lit.size || lit.has(box) ? 1 : 0.38;
  const [left, upper] = [x - box.width / 2, y - box.height / 2];
  ctx.beginPath();
  outline(ctx, look, left, upper, box);
  ctx.fillStyle = look.ground;
  ctx.fill();
  ctx.lineWidth = isSelected(box) ? 3 : 1.3;
  ctx.strokeStyle = isSelected(box) ? palette.accent : look.edge;
  ctx.setLineDash(isSelected(box) ? [] : look.dashes);
  ctx.stroke();
  ctx.setLineDash([]);
  drawWords(ctx, box, look, left + sizes.padding, upper);
}

// A box by what it shows. Shape, outline and tag tell kinds apart; colour only helps.
function looks(box) {
  const kind = kindOf(box.node);
  const plain = { ground: palette.paper, ink: palette.ink, edge: palette.muted, dashes: [], corner: 3 };
  if (box.column === "article") {
    return { ...plain, ground: palette.page, ink: palette.muted, edge: palette.page };
  }
  if (box.column === "statement") return { ...plain, tag: tagOf(box.node) };
  if (box.column === "subject") {
    return { ...plain, ground: palette["subject-ground"], edge: palette.subject, corner: 6 };
  }
  const source = { ...plain, tag: kindName(kind), corner: 18 };
  if (kind === "unnamed") return { ...source, ground: palette.page, dashes: [4, 3] };
  if (ARTEFACTS.has(kind)) {
    return { ...source, ground: palette["artefact-ground"], edge: palette.artefact, folded: true };
  }
  return { ...source, ground: palette["source-ground"], edge: palette.source };
}

function outline(ctx, look, left, upper, { width, height }) {
  if (!look.folded) return ctx.roundRect(left, upper, width, height, Math.min(look.corner, height / 2));
  const fold = 12; // a dog-eared corner, as a document has
  ctx.moveTo(left, upper);
  ctx.lineTo(left + width - fold, upper);
  ctx.lineTo(left + width, upper + fold);
  ctx.lineTo(left + width, upper + height);
  ctx.lineTo(left, upper + height);
  return ctx.closePath();
}

function drawWords(ctx, box, look, left, upper) {
  const room = box.width - 2 * sizes.padding;
  const font = `${["source", "article"].includes(box.column) ? 600 : 400} ${sizes.font - (box.column === "article" ? 2 : 0)}px ${palette.font}`;
  ctx.font = font;
  const written = wrap(ctx, box.label, room, box.rows);
  let line = upper + (box.height - written.length * sizes.line - (look.tag ? sizes.tag : 0)) / 2;
  ctx.textBaseline = "middle";
  if (look.tag) {
    ctx.font = `600 11px ${palette.font}`;
    ctx.fillStyle = palette.muted;
    ctx.fillText(wrap(ctx, look.tag, room, 1)[0], left, line + sizes.tag / 2);
    line += sizes.tag;
  }
  ctx.font = font;
  ctx.fillStyle = look.ink;
  const leftwards = readsLeftwards(box.label);
  ctx.direction = leftwards ? "rtl" : "ltr";
  ctx.textAlign = leftwards ? "right" : "left";
  for (const words of written) {
    ctx.fillText(words, leftwards ? left + room : left, line + sizes.line / 2);
    line += sizes.line;
  }
  ctx.direction = "ltr";
  ctx.textAlign = "left";
}

// Whether words begin with a letter of a script that runs from right to left, as HTML's dir=auto has it.
function readsLeftwards(words) {
  const [letter] = words.match(/\p{L}/u) ?? [""];
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/.test(letter);
}

// Break words into lines that fit; what does not fit the last one ends in dots.
function wrap(ctx, text, room, most) {
  const fits = (words) => ctx.measureText(words).width <= room;
  const result = [];
  let rest = text;
  while (rest && result.length < most) {
    let end = rest.length;
    if (!fits(rest)) {
      const characters = [...rest];
      let [low, high] = [1, characters.length];
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if (fits(characters.slice(0, middle).join("") + (result.length === most - 1 ? "…" : ""))) low = middle;
        else high = middle - 1;
      }
      end = characters.slice(0, low).join("").length;
      const space = rest.lastIndexOf(" ", end);
      if (space > 0) end = space;
    }
    result.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  if (rest) result[result.length - 1] += "…";
  return result;
}
