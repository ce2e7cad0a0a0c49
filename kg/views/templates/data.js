// The data of the page: a graph of nodes (articles, statements, entities) and relations between them, and its drawing
// in boxes and lines; and the fields of a statement, as kg/rdf/fields.tsv has them. The scripts share one scope, in the order in which the page has them.
"use strict";

const MOST_BOXES = 300; // more cannot be read, and slow the drawing
const MARGIN = 24; // around the drawing, in pixels
const GAP = 40; // what an empty stretch of the drawing shrinks to
const SMALLEST = 0.8; // scales: words stay legible, and boxes do not become posters
const LARGEST = 1.15;
const DASHES = new Map([["mixed", [12, 4, 2, 4]], ["indirect", [7, 5]], ["narration", [1.5, 4]], ["caption", [16, 5]]]);
const KIND_NAMES = new Map([["organization", "organisation"], ["unnamed", "not named"]]);
const ARTEFACTS = new Set(["video", "image", "audio", "report", "work"]);
const NARROW = matchMedia("(max-width: 760px)");
const DARK = matchMedia("(prefers-color-scheme: dark)");

const byId = (id) => document.getElementById(id);
const { nodes, relations, boxes, lines, options, sizes, fields, columns } = JSON.parse(byId("data").textContent);

for (const node of nodes) Object.assign(node, { out: [], in: [], boxes: [] });
for (const relation of relations) {
  nodes[relation.from].out.push({ ...relation, node: nodes[relation.to] });
  nodes[relation.to].in.push({ ...relation, node: nodes[relation.from] });
}
for (const box of boxes) {
  Object.assign(box, { node: nodes[box.node], tied: new Set() });
  box.node.boxes.push(box);
}
for (const line of lines) {
  line.start = boxes[line.from];
  line.finish = boxes[line.to];
  line.start.tied.add(line.finish);
  line.finish.tied.add(line.start);
}
const byIri = new Map(nodes.map((node) => [node.iri, node]));
const articles = nodes.filter((node) => node.type === "article");
const statements = nodes.filter((node) => node.type === "statement");

const ends = (node, relation) => node.out.filter((edge) => edge.relation === relation).map((edge) => edge.node);
const starts = (node, relation) => node.in.filter((edge) => edge.relation === relation).map((edge) => edge.node);

// Entities of two articles are two nodes; where claims are counted, those of one kind and name count as one.
const likeness = (node) => (node.type === "entity" ? `${node.kind} ${node.label}` : node.iri);
const isLike = (one, other) => one === other || likeness(one) === likeness(other);
const alike = Map.groupBy(nodes, likeness);

// Nodes without those that are like an earlier one: a claim of two articles is about the entities of both.
const unlike = (given) => [...Map.groupBy(given, likeness).values()].map(([first]) => first);

for (const statement of statements) {
  statement.article = ends(statement, "stated in")[0];
  statement.sources = ends(statement, "source");
  statement.about = unlike(ends(statement, "about"));
  statement.mentions = unlike(ends(statement, "mentions"));
  statement.around = statement.passage.map((window) => window.pieces.map(([, text]) => text).join("")).join("\n").toLocaleLowerCase();
}
const sources = unlike(statements.flatMap((statement) => statement.sources));

const kindOf = (node) => node.kind ?? node.type;
const kindName = (kind) => KIND_NAMES.get(kind) ?? kind;
const BESIDE = ["relays", "corroborates", "contradicts", "same claim as"]; // between statements
const plural = (count, word) => `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
const percent = (share) => `${Math.round(share * 100)} %`;
