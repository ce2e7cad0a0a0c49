// The table: the same claims as the graph, in rows that can be sorted.
"use strict";

const MOST_ROWS = 1000; // more make the page slow; searching or filtering brings the others up
const COLUMNS = new Map([
  ["claim", (statement) => statement.text],
  ["source", (statement) => statement.sources.map((source) => source.label).join("; ")],
  ["quoted", tagOf],
  ["about", (statement) => statement.about.map((entity) => entity.label).join("; ")],
  ["where", null], // the order of the text, in which the claims stand already
]);

function showTable() {
  const [name, direction] = state.sort.split(" ");
  for (const header of document.querySelectorAll("th[data-sort]")) {
    const sorted = header.dataset.sort === (COLUMNS.has(name) ? name : "where");
    header.setAttribute("aria-sort", sorted ? (direction === "down" ? "descending" : "ascending") : "none");
  }
  if (state.view !== "table") return byId("rows").replaceChildren();
  byId("rows").replaceChildren(...sorted(name, direction).slice(0, MOST_ROWS).map(row));
  const left = shown.length - MOST_ROWS;
  byId("left-out").textContent = left > 0 ? `${plural(left, "claim")} more: search or filter to see them.` : "";
  return markRow();
}

function sorted(name, direction) {
  const key = COLUMNS.get(name);
  const order = new Intl.Collator(undefined, { numeric: true }).compare;
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
  const head = element("th", { scope: "row", role: "rowheader" }, link(statement));
  const made = element("tr", { role: "row" }, head,
    cell("Source", ...statement.sources.map(link)),
    cell("Quoted", tagOf(statement)),
    cell("About", names(statement.about) || "–"),
    cell("Where", articles.length > 1 ? link(statement.article, unbroken(published(statement.article))) : null, " ",
      element("span", { className: "place" }, placesOf(statement))));
  made.statement = statement;
  return made;
}

const unbroken = (words) => words.replaceAll("-", "\u2060-\u2060"); // a date stays on one line

function markRow() {
  for (const each of byId("rows").children) each.classList.toggle("selected", each.statement === state.at);
}
