// What is shown and what is selected. The address of the page keeps both.
"use strict";

// At first only what sources claim is shown; what they believe, know, want or do can be added.
const HIDDEN_AT_FIRST = ["belief", "eventuality", "fact"];
const VIEWS = ["overview", "graph", "table"];
const NARROWING = ["source", "about", "article"]; // filters that keep the claims of one node
const state = {
  at: null, query: "", view: "graph", hidden: new Set(), subjects: true, source: null, about: null, article: null,
  from: "", to: "", sort: "", theme: "",
};
let shown = []; // the statements that pass the filters
let drawn = new Map(); // box -> the y of its middle
let drawnLines = [];

function readAddress() {
  const address = new URLSearchParams(location.hash.slice(1));
  state.at = byIri.get(address.get("at")) ?? null;
  state.query = address.get("q") ?? "";
  state.view = VIEWS.includes(address.get("view")) ? address.get("view") : firstView(address);
  state.hidden = new Set(address.has("hide") ? address.get("hide").split(" ").filter(Boolean) : HIDDEN_AT_FIRST);
  if (!address.has("hide")) state.hidden.delete(state.at?.attribution);
  state.subjects = !state.hidden.delete("subjects");
  for (const name of NARROWING) state[name] = byIri.get(address.get(name)) ?? null;
  for (const name of ["from", "to"]) state[name] = /^\d{4}-\d{2}-\d{2}$/.test(address.get(name)) ? address.get(name) : "";
  state.sort = address.get("sort") ?? "";
  state.theme = ["light", "dark"].includes(address.get("theme")) ? address.get("theme") : "";
}

// A reader begins with an overview where there is too much to draw, and with the table on a telephone.
function firstView(address) {
  const narrowed = ["at", "q", ...NARROWING].some((name) => address.has(name));
  if (boxes.length > MOST_BOXES && !narrowed) return "overview";
  return NARROW.matches ? "table" : "graph";
}

function addressOf() {
  const address = new URLSearchParams();
  for (const name of ["at", ...NARROWING]) if (state[name]) address.set(name, state[name].iri);
  if (state.query) address.set("q", state.query);
  for (const name of ["from", "to", "sort", "theme"]) if (state[name]) address.set(name, state[name]);
  if (state.view !== firstView(address)) address.set("view", state.view);
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

function passesFilters(statement) {
  return !state.hidden.has(statement.quotation) && !state.hidden.has(statement.attribution)
    && !state.hidden.has(statement.certainty)
    && statement.sources.some((source) => !state.hidden.has(kindOf(source)))
    && (!state.source || statement.sources.some((source) => isLike(source, state.source)))
    && (!state.about || [...statement.about, ...statement.mentions].some((entity) => isLike(entity, state.about)))
    && (!state.article || statement.article === state.article)
    && isWithin(statement.article.date);
}

// The claims that the search finds; if it finds none, those in whose passage its words stand.
function find(among) {
  const found = findClaims(state.query);
  onlyAround = !found.size;
  if (found.size) return among.filter((statement) => found.has(statement.claim));
  const words = state.query.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return among.filter((statement) => words.every((word) => statement.around.includes(word)));
}

function isWithin(date) {
  return (!state.from && !state.to) || (Boolean(date) && date >= (state.from || date) && date <= (state.to || date));
}

let onlyAround = false; // whether the search found its words in passages only

function refresh() {
  shown = find(statements.filter(passesFilters));
  if (state.at && !isShown(state.at)) state.at = null;
  showTheme();
  chooseBoxes();
  showControls();
  showTable();
  showOverview();
  showNotice();
  showPanel();
  if (state.view === "graph") fitView();
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
    && state.view === "graph"
    ? ` ${number(visible)} are drawn, ${number(shown.length - visible)} are not: search or filter to see them.` : "";
  const around = onlyAround ? " Only the passages around them have these words." : "";
  byId("notice").textContent = shown.length
    ? `${matching}${all} in ${plural(articles.length, "article")}.${around}${hidden}` : "No claim matches.";
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

function clearFilters() {
  Object.assign(state, { query: "", from: "", to: "", source: null, about: null, article: null });
  state.hidden.clear();
}

// Choose anew what is drawn, so that a node is among it.
function bringIn(node) {
  if (!isShown(node)) clearFilters();
  state.subjects ||= node.type === "entity";
  refresh();
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
