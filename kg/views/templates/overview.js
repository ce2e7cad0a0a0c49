// The overview: what there is, and who speaks of whom how often. A number opens its claims.
"use strict";

// Who speaks first, the outlets' own voice last: the heading of each part, the kinds of source in it, and how many of them are listed.
const PARTS = [["People and bodies who speak", ["named"], 30], ["Groups and people not named, documents", ["group", "unnamed", "artefact"], 10],
  ["The outlets’ own voice", ["publication"], 10]];
const MOST_SUBJECTS = 12;
const [HEAD_WIDTH, COLUMN_WIDTH] = [290, 92]; // about, in pixels: as many subjects as there is room for

function showOverview() {
  if (state.view !== "overview") return byId("matrix").replaceChildren();
  showSummary();
  const told = tally();
  const parts = PARTS.map(([heading, kinds, limit]) => [heading, most([...told.sources].filter(([source]) => kinds.includes(sourceKind(source))), limit)])
    .filter(([, sources]) => sources.length);
  const room = Math.floor((byId("overview-view").clientWidth - HEAD_WIDTH) / COLUMN_WIDTH);
  const subjects = most(told.subjects, Math.min(MOST_SUBJECTS, Math.max(2, room)));
  const head = element("tr", {}, element("th", { scope: "col" }, "Source"), element("th", { scope: "col" }, "Claims"),
    ...subjects.map(([subject]) => element("th", { scope: "col", dir: "auto" }, opening({ about: subject }, nameApart(subject)))));
  const largest = Math.max(1, ...[...told.cells.values()].flatMap((cells) => [...cells.values()]));
  const row = ([source, number]) => element("tr", {},
    element("th", { scope: "row", dir: "auto" }, opening({ source }, source.label), " ", element("small", {}, kindName(source.kind))),
    element("td", {}, number.toLocaleString("en")),
    ...subjects.map(([subject]) => matrixCell(source, subject, told.cells.get(source).get(subject) ?? 0, largest)));
  byId("matrix").replaceChildren(element("thead", {}, head), ...parts.map(([heading, sources]) => element("tbody", {},
    element("tr", { className: "part" }, element("th", { scope: "rowgroup", colSpan: subjects.length + 2 }, heading)), ...sources.map(row))));
  const listed = parts.reduce((sum, [, sources]) => sum + sources.length, 0);
  const more = [[told.sources.size - listed, "more source"], [told.subjects.size - subjects.length, "more subject"]]
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
  byId("voices").replaceChildren(...voice("quoted", "narration", ["is", "are"], "the publication’s own narration."),
    ...voice("kind", "nobody", ["rests", "rest"], "on nobody named."));
}

// How many of the claims have a value of a facet, in a sentence that opens them; not where the facet would open others, too.
function voice(name, value, [one, several], words) {
  const facet = facetNamed.get(name);
  const number = shown.filter((statement) => facet.byStatement[statement.place].includes(facet.numbers.get(value))).length;
  const sentence = `${plural(number, "claim")} ${number === 1 ? one : several} ${words}`;
  if (!number) return [];
  return [facet.chosen.size ? sentence : opening({ [name]: value }, sentence), " "];
}

function matrixCell(source, subject, number, largest) {
  if (!number) return element("td", {});
  const heat = Math.ceil((4 * Math.log1p(number)) / Math.log1p(largest));
  const button = opening({ source, about: subject }, number.toLocaleString("en"));
  button.setAttribute("aria-label", `${plural(number, "claim")} of ${nameApart(source)} about ${nameApart(subject)}`);
  return element("td", { className: `heat heat-${heat}` }, button);
}

// A button that narrows the page to some claims and draws them.
const opening = (narrowed, words) => wordButton(words, () => openClaims(narrowed));

function openClaims(narrowed) {
  for (const [name, node] of Object.entries(narrowed)) {
    const facet = facetNamed.get(name);
    facet.chosen = new Set([valueNumber(facet, keyOf(node))]);
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
