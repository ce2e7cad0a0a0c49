// The table: the same claims as the graph, in rows that can be sorted.
"use strict";

const MOST_ROWS = 1000; // more make the page slow; searching or filtering brings the others up
const COLUMNS = new Map([
  ["claim", wordsOfClaim],
  ["source", (statement) => statement.sources.map((source) => source.label).join("; ")],
  ["quoted", tagOf],
  ["about", (statement) => statement.about.map((entity) => entity.label).join("; ")],
  ["sure", (statement) => statement.sure],
  ["where", null], // the order of the text, in which the claims stand already
]);

function showTable() {
  const [name, direction] = state.sort.split(" ");
  for (const header of document.querySelectorAll("th[data-sort]")) {
    const isSorted = header.dataset.sort === (COLUMNS.has(name) ? name : "where");
    header.setAttribute("aria-sort", isSorted ? (direction === "down" ? "descending" : "ascending") : "none");
  }
  if (state.view !== "table") return byId("rows").replaceChildren();
  byId("rows").replaceChildren(...sorted(name, direction).slice(0, MOST_ROWS).map(row));
  const left = shown.length - MOST_ROWS;
  byId("left-out").textContent = left > 0 ? `${plural(left, "claim")} more: search or filter to see them.` : "";
  return markRow();
}

function sorted(name, direction) {
  const key = COLUMNS.get(name);
  const words = new Intl.Collator(undefined, { numeric: true }).compare;
  const order = (a, b) => (typeof a === "number" ? a - b : words(a, b));
  const rows = key ? shown.map((each) => [key(each), each]).sort(([a], [b]) => order(a, b)).map(([, each]) => each) : [...shown];
  return direction === "down" ? rows.reverse() : rows;
}

function sortBy(name) {
  const [before, direction] = state.sort.split(" ");
  state.sort = before === name && direction !== "down" ? `${name} down` : name;
  update();
}

function row(statement) {
  const cell = (name, ...children) => element("td", { role: "cell", "data-name": name, dir: "auto" }, ...children);
  const names = (entities) => entities.map((entity) => entity.label).join("; ");
  const made = element("tr", { role: "row" },
    element("th", { scope: "row", role: "rowheader" }, link(statement)),
    cell("Source", ...statement.sources.flatMap((source, place) => [place ? "; " : "", link(source)]),
      ...doubtMarks(sourceDoubts(statement))),
    cell("Quoted", tagOf(statement)),
    cell("About", names(statement.about) || "–"),
    cell("Sure", statement.isToldHowSure ? percent(statement.sure) : "not said", ...doubtMarks(claimDoubts(statement))),
    cell("Where", link(statement.article, nameOf(statement.article)), element("small", {}, byline(statement.article))));
  made.statement = statement;
  return made;
}

const doubtMarks = (told) => told.map((words) => element("span", {}, " ", element("span", { className: "doubt" }, words)));

function markRow() {
  for (const each of byId("rows").children) each.classList.toggle("selected", each.statement === state.at);
}
