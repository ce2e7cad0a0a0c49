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

// Choose the boxes to draw: those of what is selected first, then in reading order, whole statements only; the drawing stays bounded.
function chooseBoxes() {
  const near = state.at ? statementsOf(state.at).filter((statement) => statement.failed === NOTHING) : [];
  const chosen = new Set();
  for (const statement of new Set([...near, ...shown])) {
    const group = boxesWith(statement);
    if (chosen.size && chosen.size + group.filter((box) => !chosen.has(box)).length > MOST_BOXES) break;
    for (const box of group) chosen.add(box);
  }
  drawn = places(boxes.filter((box) => chosen.has(box)));
  drawnLines = lines.filter((line) => drawn.has(line.start) && drawn.has(line.finish) && !isDenied(line));
  light();
  redrawAll();
}

// Whether a reader has decided otherwise than a line tells: of who says a claim, of whom it is about, or of how two relate.
function isDenied({ start, finish, relation }) {
  if (relation === "source") return !finish.node.sources.some((node) => isLike(node, start.node));
  if (["about", "mentions"].includes(relation)) return start.band !== finish.band || !start.node[relation].some((node) => isLike(node, finish.node));
  return start.node.out.some((edge) => edge.isDenied && edge.node === finish.node && edge.relation === relation);
}

function boxesWith(statement) {
  const own = boxOf(statement, "statement");
  const beside = [...own.tied].filter((box) => box.column === "source" || (state.subjects && box.column === "subject"));
  return [own, ...beside, headingOf(own)].filter(Boolean);
}

const boxOf = (node, column) => node.boxes.find((box) => box.column === column);

// The article of a statement as the heading over it; none where there is one article.
const headingOf = (box) => box.node.article.boxes.find((each) => each.band === box.band);

// ---------------------------------------------------------------- where boxes stand

const [BOX_GAP, BAND_GAP, HEADING_GAP] = [10, 40, 2];

// How high the middle of each box stands: band below band, sources and subjects as near as they can to the middle of their statements.
function places(kept) {
  const placed = new Map();
  let top = 0;
  for (const band of Map.groupBy(kept, (box) => box.band).values()) {
    const bottom = stackStatements(band.filter((box) => box.column === "statement"), top, placed);
    for (const column of ["source", "subject"]) spreadBeside(band.filter((box) => box.column === column), top, bottom, placed);
    top = Math.max(...band.map((box) => placed.get(box) + box.height / 2)) + BAND_GAP;
  }
  return placed;
}

// Statements below each other, each article's below its heading; returns where they end.
function stackStatements(own, top, placed) {
  let free = top;
  for (const group of Map.groupBy(own, (box) => box.node.article).values()) {
    const heading = headingOf(group[0]);
    for (const box of [heading, ...group].filter(Boolean)) {
      placed.set(box, free + box.height / 2);
      free += box.height + (box === heading ? HEADING_GAP : BOX_GAP);
    }
  }
  return Math.max(top, free - BOX_GAP);
}

// Boxes of a column, none of which covers another; those that reach below the statements move up as far as there is room.
function spreadBeside(own, top, bottom, placed) {
  const middle = (box) => {
    const beside = [...box.tied].filter((each) => each.band === box.band && placed.has(each)).map((each) => placed.get(each));
    return beside.length ? beside.reduce((sum, y) => sum + y, 0) / beside.length : top;
  };
  let free = top;
  for (const [box, wished] of own.map((each) => [each, middle(each)]).sort((a, b) => a[1] - b[1])) {
    placed.set(box, Math.max(free + box.height / 2, wished));
    free = placed.get(box) + box.height / 2 + BOX_GAP;
  }
  const room = Math.min(...own.map((box) => placed.get(box) - box.height / 2)) - top;
  const up = Math.min(room, Math.max(0, free - BOX_GAP - bottom));
  for (const box of own) placed.set(box, placed.get(box) - up);
}

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
    || (isShown(node) && (state.view !== "graph" || boxesOf(node).some((box) => drawn.has(box))));
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
  const box = boxesOf(node).find((each) => drawn.has(each));
  if (state.view !== "graph" || !box) return;
  const scale = network.getScale();
  const centre = network.getViewPosition();
  const room = { x: container.clientWidth / 2 / scale, y: container.clientHeight / 2 / scale };
  const y = drawn.get(box);
  const off = { x: box.x - centre.x, y: y - centre.y };
  const inside = Math.abs(off.x) + box.width / 2 < room.x && Math.abs(off.y) + box.height / 2 < room.y;
  if (!inside) moveView({ x: Math.abs(off.x) + box.width / 2 < room.x ? centre.x : box.x, y }, scale);
}
