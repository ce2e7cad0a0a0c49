// What is shown and what is selected. The address of the page keeps both.
"use strict";

// At first only what sources claim is shown; what they believe, know, want or do can be added.
const HIDDEN_AT_FIRST = ["belief", "eventuality", "fact"];
const state = { at: null, query: "", table: false, hidden: new Set(), subjects: true };
let shown = []; // the statements that pass the filters
let drawn = new Map(); // box -> the y of its middle
let drawnLines = [];

function readAddress() {
  const address = new URLSearchParams(location.hash.slice(1));
  state.at = byIri.get(address.get("at")) ?? null;
  state.query = address.get("q") ?? "";
  state.table = address.has("view") ? address.get("view") === "table" : NARROW.matches;
  state.hidden = new Set(address.has("hide") ? address.get("hide").split(" ").filter(Boolean) : HIDDEN_AT_FIRST);
  if (!address.has("hide")) state.hidden.delete(state.at?.attribution);
  state.subjects = !state.hidden.delete("subjects");
}

function addressOf() {
  const address = new URLSearchParams();
  if (state.at) address.set("at", state.at.iri);
  if (state.query) address.set("q", state.query);
  if (state.table !== NARROW.matches) address.set("view", state.table ? "table" : "graph");
  const hidden = [...state.hidden, ...(state.subjects ? [] : ["subjects"])].sort().join(" ");
  if (hidden !== HIDDEN_AT_FIRST.join(" ")) address.set("hide", hidden);
  return `#${address}`;
}

function writeAddress(replace) {
  const address = addressOf();
  if (address === (location.hash || "#")) return;
  if (replace) location.replace(address);
  else location.hash = address;
}

function passes(statement) {
  const words = state.query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return !state.hidden.has(statement.quotation) && !state.hidden.has(statement.attribution)
    && statement.sources.some((source) => !state.hidden.has(kindOf(source)))
    && words.every((word) => statement.words.includes(word));
}

function refresh() {
  shown = statements.filter(passes);
  if (state.at && !isShown(state.at)) state.at = null;
  chooseBoxes();
  showControls();
  showTable();
  showNotice();
  showPanel();
  if (!state.table) fitView();
}

function isShown(node) {
  const visible = new Set(shown);
  return statementsOf(node).some((statement) => visible.has(statement));
}

// The statements that a node has a part in.
function statementsOf(node) {
  if (node.type === "statement") return [node];
  return [...new Set(["stated in", "source", "about", "mentions"].flatMap((relation) => starts(node, relation)))];
}

// Choose the boxes to draw: those of what is selected first, then in reading order, whole statements only.
function chooseBoxes() {
  const visible = new Set(shown);
  const near = state.at ? statementsOf(state.at).filter((statement) => visible.has(statement)) : [];
  const chosen = new Set();
  for (const statement of new Set([...near, ...shown])) {
    const group = boxesWith(statement);
    if (chosen.size && chosen.size + group.filter((box) => !chosen.has(box)).length > MOST_BOXES) break;
    for (const box of group) chosen.add(box);
  }
  drawn = closeGaps(places(boxes.filter((box) => chosen.has(box))));
  drawnLines = lines.filter((line) => drawn.has(line.start) && drawn.has(line.finish));
  light();
  redrawAll();
}

function boxesWith(statement) {
  const own = boxOf(statement, "statement");
  const beside = [...own.tied].filter((box) => box.column === "source" || (state.subjects && box.column === "subject"));
  return [own, ...beside, boxOf(statement.article, "article")];
}

const boxOf = (node, column) => node.boxes.find((box) => box.column === column);

// Where boxes stand: each in its place, and an article beside the first of its boxes that are there.
function places(kept) {
  const found = new Map(kept.map((box) => [box, box.y]));
  const first = new Map();
  for (const box of kept) {
    if (box.column !== "article") first.set(box.article, Math.min(first.get(box.article) ?? Infinity, upper(box)));
  }
  for (const box of kept.filter((each) => each.column === "article")) {
    const last = bandEnds.get(box.article) - box.height; // no deeper than its band
    found.set(box, Math.min(first.get(box.article), last) + box.height / 2);
  }
  return found;
}

// Move boxes up over the stretches that hidden ones leave empty.
function closeGaps(found) {
  const closed = new Map();
  const above = ([box, y]) => y - box.height / 2;
  let [free, up] = [-GAP, 0];
  for (const [box, y] of [...found].sort((a, b) => above(a) - above(b))) {
    up += Math.max(0, above([box, y]) - up - free - GAP);
    closed.set(box, y - up);
    free = Math.max(free, y - up + box.height / 2);
  }
  return closed;
}

const upper = (box) => box.y - box.height / 2;
const bandEnds = new Map();
for (const box of boxes) bandEnds.set(box.article, Math.max(bandEnds.get(box.article) ?? 0, box.y + box.height / 2));

function showNotice() {
  const number = (count) => count.toLocaleString("en");
  const visible = shown.filter(isDrawn).length;
  const matching = shown.length < statements.length ? `${number(shown.length)} of ` : "";
  const all = `${plural(statements.length, "claim")} from ${plural(sources.length, "source")}`;
  const hidden = visible < shown.length
    ? ` ${number(visible)} are shown, ${number(shown.length - visible)} hidden: search or filter to see them.` : "";
  byId("notice").textContent = shown.length
    ? `${matching}${all} in ${plural(articles.length, "article")}.${hidden}` : "No claim matches.";
  byId("notice").classList.toggle("partial", Boolean(hidden) || !shown.length);
}

const isDrawn = (statement) => drawn.has(boxOf(statement, "statement"));

function select(node, { focus = false } = {}) {
  state.at = node;
  if (node && !node.boxes.some((box) => drawn.has(box))) bringIn(node);
  writeAddress(false);
  light();
  showPanel();
  markRow();
  network.redraw();
  if (node) reveal(node);
  if (focus) byId("panel").focus();
}

// Choose anew what is drawn, so that a node is among it.
function bringIn(node) {
  if (!isShown(node)) {
    state.query = "";
    state.hidden.clear();
  }
  state.subjects ||= node.type === "entity";
  refresh();
}

// Move the view only if what is selected is out of sight.
function reveal(node) {
  const box = node.boxes.find((each) => drawn.has(each));
  if (state.table || !box) return;
  const scale = network.getScale();
  const centre = network.getViewPosition();
  const room = { x: container.clientWidth / 2 / scale, y: container.clientHeight / 2 / scale };
  const y = drawn.get(box);
  const off = { x: box.x - centre.x, y: y - centre.y };
  const inside = Math.abs(off.x) + box.width / 2 < room.x && Math.abs(off.y) + box.height / 2 < room.y;
  if (!inside) moveView({ x: Math.abs(off.x) + box.width / 2 < room.x ? centre.x : box.x, y }, scale);
}
