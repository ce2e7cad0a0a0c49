// The data of the page: a graph of nodes (articles, statements, entities) and relations between them, and its drawing
// in boxes and lines; and the fields of a statement, as kg/rdf/fields.tsv has them. The scripts share one scope, in the order in which the page has them.
"use strict";

const MOST_BOXES = 300; // more cannot be read, and slow the drawing
const MARGIN = 24; // around the drawing, in pixels
const SMALLEST = 0.65; // scales to begin with: words stay legible, and boxes do not become posters
const LARGEST = 1.15;
const DASHES = new Map([["mixed", [12, 4, 2, 4]], ["indirect", [7, 5]], ["narration", [1.5, 4]], ["caption", [16, 5]]]);
const ARTEFACTS = new Set(["video", "image", "audio", "report", "work"]);
const NARROW = matchMedia("(max-width: 760px)");
const DARK = matchMedia("(prefers-color-scheme: dark)");

const byId = (id) => document.getElementById(id);
const { nodes, boxes, lines, relations, people, options, sizes, fields, columns, reasons } = readData(JSON.parse(byId("data").textContent));

function readData({ nodes: tables, boxes: ofBoxes, lines: ofLines, relations: ofRelations, ...others }) {
  return { nodes: tables.flatMap(records), boxes: records(ofBoxes), lines: records(ofLines), relations: records(ofRelations), ...others };
}

// Records from columns, as kg/views/html.py writes them; all of a table get one shape, which is quicker.
function records({ rows, columns: given }) {
  const blank = Object.fromEntries(Object.keys(given).map((name) => [name, undefined]));
  const made = Array.from({ length: rows }, () => ({ ...blank }));
  for (const [name, column] of Object.entries(given)) {
    const values = unpacked(column);
    for (let row = 0; row < rows; row += 1) made[row][name] = values[row] ?? undefined;
  }
  return made;
}

function unpacked(column) {
  if (column.places) return column.places.map((place) => column.values[place]);
  return column.begins ? unpacked(column.begins).map((begin, row) => begin + column.ends[row] || null) : column;
}

for (const node of nodes) {
  node.label ??= node.elided ?? node.text ?? node.name;
  Object.assign(node, { out: [], in: [], boxes: [] });
}
for (const { from, to, relation, told } of relations) {
  nodes[from].out.push({ ...told, relation, node: nodes[to] });
  nodes[to].in.push({ ...told, relation, node: nodes[from] });
}
const byIri = new Map(nodes.map((node) => [node.iri, node]));
const articles = nodes.filter((node) => node.type === "article");
const statements = nodes.filter((node) => node.type === "statement");

const along = (edges, relation) => edges.filter((edge) => edge.relation === relation && !edge.isDenied).map((edge) => edge.node);
const ends = (node, relation) => along(node.out, relation);
const starts = (node, relation) => along(node.in, relation);

// Entities of two articles are two nodes; where claims are counted, those of one kind that are called the same count as one.
const joined = new Map(); // the likeness of an entity that a reader says is another -> the likeness of that one
const ownLikeness = (node) => (node.own ??= node.type === "entity" ? `${node.kind} ${node.called ?? node.label}` : node.iri);
const likeness = (node) => (joined.size && joined.get(ownLikeness(node))) || ownLikeness(node);
// The boxes of a node, and of all that count as it.
const boxesOf = (node) => (node.type === "entity" ? alike.get(likeness(node)).flatMap((each) => each.boxes) : node.boxes);
const isLike = (one, other) => one === other || likeness(one) === likeness(other);
const alike = Map.groupBy(nodes, likeness);
for (const group of alike.values()) group.sort((a, b) => Boolean(a.called) - Boolean(b.called)); // first whose own name it is

// Nodes without those that are like an earlier one: a claim of two articles is about the entities of both.
const unlike = (given) => [...Map.groupBy(given, likeness).values()].map(([first]) => first);

// Who says a statement, and of whom: the one place where the page reads it.
function readEnds(statement) {
  statement.sources = ends(statement, "source");
  statement.about = unlike(ends(statement, "about"));
  statement.mentions = unlike(ends(statement, "mentions"));
}

for (const statement of statements) {
  statement.article = ends(statement, "stated in")[0];
  readEnds(statement);
}

const kindOf = (node) => node.kind ?? node.type;
const BESIDE = ["relays", "disputes", "corroborates", "contradicts", "same claim as"]; // between statements
const plural = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
const percent = (share) => `${Math.round(share * 100)} %`;

// The words of a claim, with an ellipsis where it leaves some of the text out.
const wordsOfClaim = (statement) => statement.elided ?? statement.text;

// Printings: the statements of one claim in the articles that print one text. All but those of the first article are copies.
const textKey = ({ article, claim, iri }) => `${article.version_of ?? article.iri} ${claim ?? iri}`;
const printings = articles.some((article) => article.version_of) ? Map.groupBy(statements, textKey) : new Map();
for (const [first, ...others] of printings.values()) {
  for (const other of others) if (other.article !== first.article) other.copyOf = first;
}
const copiesOf = (statement) => statements.filter((other) => other.copyOf === statement);

const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

// "4 Mar 2026"; what is no such day stays as it is.
function dayWords(date) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date ?? "")) return date ?? "";
  const day = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(day.valueOf()) ? date : DAY.format(day);
}

const NOBODY = "unnamed publication"; // no name, to find a publication by or to call it
const published = (article) => [article.publisher, dayWords(article.date)].filter(Boolean).join(", ");

// Outlet and day below the name of an article, unless that is all its name.
const isNameless = (article) => article.label === [article.publisher, article.date].filter(Boolean).join(", ");
const byline = (article) => (isNameless(article) ? "" : published(article));
const nameOf = (article) => withoutTurns(article.headline ?? (isNameless(article) ? published(article) : article.label));

// Words without the invisible characters that turn the direction of what stands around them.
function withoutTurns(words) {
  return words.replace(/[\u202a-\u202e\u2066-\u2069]/g, "");
}

// Who prints an article, in one name: that of the article where nobody says.
const outletOf = (article) => withoutTurns(article.publisher && article.publisher !== NOBODY ? article.publisher : nameOf(article));

// ---------------------------------------------------------------- the drawing

// Give a box of the drawing its node, its size and its place from left to right; how high it stands, `places` finds.
function completeBox(box, id, node) {
  const [left, width] = sizes.places[box.column];
  const tag = ["source", "statement"].includes(box.column) ? sizes.tag : 0;
  const label = box.column === "article" ? headingWords(node) : node.label;
  Object.assign(box, { id, node, label, width, x: left + width / 2, height: box.rows * sizes.line + sizes.padding + tag, tied: new Set() });
  node.boxes.push(box);
}

// Outlet, day and name of an article, over its claims.
function headingWords(article) {
  article.heading ??= [[outletOf(article), dayWords(article.date)].filter(Boolean).join(", "), isNameless(article) ? "" : nameOf(article)]
    .filter((words, place) => words && (place === 0 || words !== outletOf(article))).join(" · ");
  return article.heading;
}

boxes.forEach((box, id) => completeBox(box, id, nodes[box.node]));
for (const line of lines) {
  line.start = boxes[line.from];
  line.finish = boxes[line.to];
  line.start.tied.add(line.finish);
  line.finish.tied.add(line.start);
}
