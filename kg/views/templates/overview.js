// The overview: what there is, and who speaks of whom how often. A number opens its claims.
"use strict";

const MOST_SOURCES = 30;
const MOST_SUBJECTS = 12;
const [HEAD_WIDTH, COLUMN_WIDTH] = [290, 92]; // about, in pixels: as many subjects as there is room for

function showOverview() {
  if (state.view !== "overview") return byId("matrix").replaceChildren();
  showSummary();
  const told = tally();
  const sources = most(told.sources, MOST_SOURCES);
  const room = Math.floor((byId("overview-view").clientWidth - HEAD_WIDTH) / COLUMN_WIDTH);
  const subjects = most(told.subjects, Math.min(MOST_SUBJECTS, Math.max(2, room)));
  const head = element("tr", {}, element("th", { scope: "col" }, "Source"), element("th", { scope: "col" }, "Claims"),
    ...subjects.map(([subject]) => element("th", { scope: "col", dir: "auto" }, opening({ about: subject }, subject.label))));
  const largest = Math.max(1, ...[...told.cells.values()].flatMap((cells) => [...cells.values()]));
  const rows = sources.map(([source, number]) => element("tr", {},
    element("th", { scope: "row", dir: "auto" }, opening({ source }, source.label), " ", element("small", {}, kindName(source.kind))),
    element("td", {}, number.toLocaleString("en")),
    ...subjects.map(([subject]) => matrixCell(source, subject, told.cells.get(source).get(subject) ?? 0, largest))));
  byId("matrix").replaceChildren(element("thead", {}, head), element("tbody", {}, ...rows));
  const more = [[told.sources.size - sources.length, "more source"], [told.subjects.size - subjects.length, "more subject"]]
    .filter(([number]) => number > 0).map(([number, word]) => plural(number, word));
  byId("uncounted").textContent = more.length ? `Not in this table: ${more.join(" and ")}. The search and the filters find them.` : "";
}

// "29 articles from 8 outlets, 2 Mar 2026 – 6 Mar 2026", and what of the claims a reader should know first.
function showSummary() {
  const inArticles = [...new Set(shown.map((statement) => statement.article))];
  const outlets = new Set(inArticles.map((article) => article.publisher).filter(Boolean));
  const days = inArticles.map((article) => article.date).filter(Boolean).sort();
  const span = [...new Set([days[0], days.at(-1)])].filter(Boolean).map(dayWords).join(" – ");
  byId("summary").textContent = [`${plural(inArticles.length, "article")} from ${plural(outlets.size, "outlet")}`, span]
    .filter(Boolean).join(", ");
  const own = shown.filter((statement) => statement.quotation === "narration").length;
  const unnamed = shown.filter((statement) => statement.sources.every((source) => source.kind === "unnamed")).length;
  byId("voices").textContent = [
    own && `${plural(own, "claim")} ${own === 1 ? "is" : "are"} the publication’s own narration.`,
    unnamed && `${plural(unnamed, "claim")} ${unnamed === 1 ? "rests" : "rest"} on nobody named.`,
  ].filter(Boolean).join(" ");
}

function matrixCell(source, subject, number, largest) {
  if (!number) return element("td", {});
  const heat = Math.ceil((4 * Math.log1p(number)) / Math.log1p(largest));
  const button = opening({ source, about: subject }, number.toLocaleString("en"));
  button.setAttribute("aria-label", `${plural(number, "claim")} of ${source.label} about ${subject.label}`);
  return element("td", { className: `heat heat-${heat}` }, button);
}

// A button that narrows the page to some claims and draws them.
const opening = (narrowed, words) => wordButton(words, () => openClaims(narrowed));

function openClaims(narrowed) {
  for (const [name, node] of Object.entries(narrowed)) {
    const facet = facetNamed.get(name);
    facet.chosen = new Set([valueNumber(facet, node.iri)]);
  }
  Object.assign(state, { view: NARROW.matches ? "table" : "graph", at: null });
  refresh();
  writeAddress(false);
}

// How many claims each source makes, each subject is in, and both; entities of one kind and name count as one.
function tally() {
  const told = { sources: new Map(), subjects: new Map(), cells: new Map() };
  const add = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const statement of shown) {
    const subjects = [...new Set([...statement.about, ...statement.mentions].map(like))];
    for (const subject of subjects) add(told.subjects, subject);
    for (const source of new Set(statement.sources.map(like))) {
      add(told.sources, source);
      if (!told.cells.has(source)) told.cells.set(source, new Map());
      for (const subject of subjects) add(told.cells.get(source), subject);
    }
  }
  return told;
}

const most = (counts, limit) => [...counts].sort((a, b) => b[1] - a[1]).slice(0, limit);
