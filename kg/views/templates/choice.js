// What is shown and what is selected.
"use strict";

const VIEWS = ["overview", "read", "graph", "table", "people", "compare"];
const state = {
  at: null, query: "", view: "graph", open: null, sure: "likely", copies: false, from: "", to: "", voice: false, subjects: true,
  sort: "", theme: "", ego: false, compare: "",
};
let shown = []; // the statements that pass the filters
let found = null; // those with the words of the search; null for all
let onlyAround = false; // whether the search found its words in passages only
let drawn = new Map(); // box -> the y of its middle
let drawnLines = [];

// The claims that the search finds; if it finds none, those in whose passage its words stand.
function search() {
  const words = state.query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const claims = words.length ? findClaims(state.query) : null;
  onlyAround = claims?.size === 0;
  const isFound = onlyAround
    ? (statement) => words.every((word) => wordsAround(statement).includes(word))
    : (statement) => claims.has(statement.claim);
  found = words.length ? new Set(statements.filter(isFound)) : null;
}

function isWithin(date) {
  return (!state.from && !state.to) || (Boolean(date) && date >= (state.from || date) && date <= (state.to || date));
}

function refresh() {
  search();
  applyFilters();
  if (state.at && state.view !== "read" && !isShown(state.at)) state.at = null;
  showTheme();
  if (state.view === "graph") chooseBoxes();
  showControls();
  showNotice();
  showPanel(); // before what it takes the room from
  showTable();
  showOverview();
  showReading();
  showPeople();
  showCompare();
  if (state.view === "graph") fitView();
}

function isShown(node) {
  return statementsOf(node).some((statement) => statement.failed === NOTHING);
}

// The statements that a node has a part in.
function statementsOf(node) {
  if (node.type === "statement") return [node];
  return [...new Set(["stated in", "source", "about", "mentions"].flatMap((relation) => starts(node, relation)))];
}

// Choose the boxes to draw: those of what is selected first, then in reading order, whole statements only.
function chooseBoxes() {
  const near = state.at ? statementsOf(state.at).filter((statement) => statement.failed === NOTHING) : [];
  const chosen = new Set();
  for (const statement of new Set([...near, ...shown])) {
    const group = boxesWith(statement);
    if (chosen.size && chosen.size + group.filter((box) => !chosen.has(box)).length > MOST_BOXES) break;
    for (const box of group) chosen.add(box);
  }
  drawn = closeGaps(places(boxes.filter((box) => chosen.has(box))));
  drawnLines = lines.filter((line) => drawn.has(line.start) && drawn.has(line.finish) && !isDenied(line));
  light();
  redrawAll();
}

// Whether a reader has decided otherwise than a line tells: of who says a claim, of whom it is about, or of how two relate.
function isDenied({ start, finish, relation }) {
  if (relation === "source") return !finish.node.sources.includes(start.node);
  if (["about", "mentions"].includes(relation)) return !start.node[relation].some((node) => isLike(node, finish.node));
  return start.node.out.some((edge) => edge.isDenied && edge.node === finish.node && edge.relation === relation);
}

function boxesWith(statement) {
  const own = boxOf(statement, "statement");
  const beside = [...own.tied].filter((box) => box.column === "source" || (state.subjects && box.column === "subject"));
  return [own, ...beside, boxOf(statement.article, "article")];
}

const boxOf = (node, column) => node.boxes.find((box) => box.column === column);

// Where boxes stand: each in its place, and an article beside the first of its boxes that are there.
function places(kept) {
  const placed = new Map(kept.map((box) => [box, box.y]));
  const first = new Map();
  for (const box of kept) {
    if (box.column !== "article") first.set(box.article, Math.min(first.get(box.article) ?? Infinity, upper(box)));
  }
  for (const box of kept.filter((each) => each.column === "article")) {
    const last = bandEnds.get(box.article) - box.height; // no deeper than its band
    placed.set(box, Math.min(first.get(box.article), last) + box.height / 2);
  }
  return placed;
}

// Move boxes up over the stretches that hidden ones leave empty.
function closeGaps(placed) {
  const closed = new Map();
  const above = ([box, y]) => y - box.height / 2;
  let [free, up] = [-GAP, 0];
  for (const [box, y] of [...placed].sort((a, b) => above(a) - above(b))) {
    up += Math.max(0, above([box, y]) - up - free - GAP);
    closed.set(box, y - up);
    free = Math.max(free, y - up + box.height / 2);
  }
  return closed;
}

const upper = (box) => box.y - box.height / 2;
const bandEnds = new Map();
for (const box of boxes) bandEnds.set(box.article, Math.max(bandEnds.get(box.article) ?? 0, box.y + box.height / 2));

// Say how much is shown, in one sentence whose numbers are those of every view, and how much is left out.
function showNotice() {
  const sources = new Set(shown.flatMap((statement) => statement.sources.map(like)));
  const inArticles = new Set(shown.map((statement) => statement.article));
  const visible = state.view === "graph" ? shown.filter(isDrawn).length : shown.length;
  const hidden = visible < shown.length
    ? ` ${visible.toLocaleString("en")} are drawn, ${(shown.length - visible).toLocaleString("en")} are not: search or filter to see them.` : "";
  const around = onlyAround ? " Only the passages around them have these words." : "";
  byId("notice").textContent = shown.length
    ? `${plural(shown.length, "claim")} from ${plural(sources.size, "source")} in ${plural(inArticles.size, "article")}.${around}${hidden}`
    : "No claim matches.";
  byId("notice").classList.toggle("partial", Boolean(hidden) || !shown.length);
  showLeftOut();
  showChips();
}

// What only the confidence control keeps out, with the way to see it.
function showLeftOut() {
  const number = failingOnly(SURE).length;
  const [verb, why] = [number === 1 ? "is" : "are", state.sure === "likely" ? "likelier wrong than right" : "not nearly sure"];
  byId("doubtful").hidden = !number;
  byId("doubtful").textContent = `${number.toLocaleString("en")} ${verb} left out as ${why}: show`;
}

const isDrawn = (statement) => drawn.has(boxOf(statement, "statement"));

function select(node, { focus = false } = {}) {
  state.at = node;
  const isHere = !node || state.view === "read"
    || (isShown(node) && (state.view !== "graph" || node.boxes.some((box) => drawn.has(box))));
  if (!isHere) bringIn(node);
  showPanel();
  if (state.view === "read") followInText(node);
  if (!node) state.ego = false;
  showPeople();
  writeAddress(false);
  light();
  markRow();
  network.redraw();
  if (node) reveal(node);
  if (focus && node) byId("panel").focus();
}

// Back to what one sees at first; "Clear filters" does it.
function clearFilters() {
  Object.assign(state, { query: "", from: "", to: "", sure: "likely", copies: false });
  for (const facet of FACETS) facet.chosen.clear();
}

// Choose anew what is drawn, so that a node is among it.
function bringIn(node) {
  if (!isShown(node)) letIn(node);
  state.subjects ||= node.type === "entity";
  refresh();
}

// Loosen as few filters as needed for a node to be shown.
function letIn(node) {
  const told = statementsOf(node);
  if (!told.some((statement) => [SURE, COPIES].includes(statement.failed))) clearFilters();
  if (!told.some((statement) => statement.sure >= STEPS.get(state.sure))) state.sure = "all";
  if (told.every((statement) => statement.copyOf)) state.copies = true;
}

// Move the view only if what is selected is out of sight.
function reveal(node) {
  const box = node.boxes.find((each) => drawn.has(each));
  if (state.view !== "graph" || !box) return;
  const scale = network.getScale();
  const centre = network.getViewPosition();
  const room = { x: container.clientWidth / 2 / scale, y: container.clientHeight / 2 / scale };
  const y = drawn.get(box);
  const off = { x: box.x - centre.x, y: y - centre.y };
  const inside = Math.abs(off.x) + box.width / 2 < room.x && Math.abs(off.y) + box.height / 2 < room.y;
  if (!inside) moveView({ x: Math.abs(off.x) + box.width / 2 < room.x ? centre.x : box.x, y }, scale);
}
