// What a reader has decided: a row each, in the columns of corrections.tsv. Kept in the browser, by the address of the page, so
// that building again at the same place finds them; applied to the data of the page, and taken off again.
"use strict";

const KEPT_AS = `kg corrections ${location.pathname}`;
const BY_AS = "kg corrections by";
const [TYPE, SOURCE, ABOUT, STATEMENT, SAME] = ["rdf:type", "cs:source", "schema:about", "cs:Statement", "cs:sameEntityAs"];
const DECIDED_RELATIONS = new Map([["cs:contradicts", "contradicts"], ["cs:corroborates", "corroborates"], ["cs:sameClaimAs", "same claim as"],
  ["cs:sameUtteranceAs", UTTERANCE]]);

let decisions = new Map(); // key -> row
let isApplied = false; // whether the page differs from its data
const undone = []; // for each decision the [key, row before, or undefined] of all that it changed, the last one last
const changed = new Map(); // statement -> what it was before any decision

const isOnStatement = (row) => [TYPE, SOURCE, ABOUT].includes(row.predicate_id);
const isNot = (row) => row.predicate_modifier === "Not";
const aboutKey = (statement) => `${ABOUT} ${statement.iri}`;

// Of a statement one thing is decided as to whether it is a claim and whose, another as to whom it is about.
function keyOfRow(row) {
  if (row.predicate_id === ABOUT) return aboutKey({ iri: row.subject_id });
  if (isOnStatement(row)) return row.subject_id;
  return [row.predicate_id === SAME ? SAME : "between", ...[row.subject_id, row.object_id].sort()].join(" ");
}

const decisionOn = (statement) => decisions.get(statement.iri);
const subjectDecisionOn = (statement) => decisions.get(aboutKey(statement));
const isNoClaim = (statement) => statement.isNoClaim === true;

// ---------------------------------------------------------------- in the browser

// What the browser keeps under a name; null where it keeps nothing, or lets nobody ask.
function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

// Whether the browser keeps it.
function keep(name, value) {
  try {
    localStorage.setItem(name, value);
    return true;
  } catch {
    return false;
  }
}

// Rows out of JSON that anybody may have written: objects whose values are texts.
function rowsIn(json) {
  try {
    const isRow = (row) => row && typeof row === "object" && Object.values(row).every((cell) => typeof cell === "string")
      && row.subject_id && row.predicate_id && row.object_id;
    return JSON.parse(json ?? "[]").filter(isRow);
  } catch {
    return [];
  }
}

function readDecisions() {
  decisions = new Map(rowsIn(kept(KEPT_AS)).map((row) => [keyOfRow(row), row]));
  applyDecisions();
}

const keepDecisions = () => keep(KEPT_AS, JSON.stringify([...decisions.values()]));

// ---------------------------------------------------------------- to decide, and back

const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 10);

// Decide [key, row] each, or take it back where there is no row; all of them are undone as one.
function setDecisions(entries) {
  undone.push(replaceDecisions(entries));
}

// Returns what stood there before, in the order that brings it back.
function replaceDecisions(entries) {
  const before = [];
  for (const [key, row] of entries) {
    before.unshift([key, decisions.get(key)]);
    decisions.delete(key); // what was decided last stands last
    if (row) decisions.set(key, row);
  }
  keepDecisions();
  applyDecisions();
  return before;
}

// Undo what was decided last; tells which decision, and undefined if there is none.
function undoDecision() {
  const last = undone.pop();
  if (last) replaceDecisions(last);
  return last;
}

// ---------------------------------------------------------------- in the wire copies, too

// What a decision on a statement counts for besides, while copies count once: the same words with the same source and verb, as often
// there as here, and of the same speaker as the graph has it. `others` are articles that print the claim otherwise.
function inCopies(statement) {
  const there = Map.groupBy(state.copies ? [] : printings.get(textKey(statement)) ?? [], (each) => each.article);
  const here = (there.get(statement.article) ?? []).filter((each) => isToldAlike(each, statement));
  there.delete(statement.article);
  const [twins, others] = [[], []];
  for (const [article, own] of there) {
    const same = own.filter((each) => isToldAlike(each, statement));
    if (same.length === here.length) twins.push(same[here.indexOf(statement)]);
    else others.push(article);
  }
  return { twins, others };
}

const isToldAlike = (one, other) => one.source_text === other.source_text && one.cue === other.cue && speakersIn(one) === speakersIn(other);

// Whom the graph has as the sources, whatever was decided; the publication of an article is that of its copy.
function speakersIn(statement) {
  const edges = changed.get(statement)?.sources ?? attributions(statement);
  return JSON.stringify(edges.map(({ node }) => (node.kind === "publication" ? node.kind : likeness(node))).sort());
}

// Whether two rows on statements decide the same.
function isSameDecision(one, other) {
  const told = (row) => [row.predicate_id, row.predicate_modifier ?? "", row.object_id,
    kindOfClass(row.object_id) === "publication" ? "" : row.object_label ?? ""].join("\t");
  return told(one) === told(other);
}

// ---------------------------------------------------------------- applied to the page

function applyDecisions() {
  if (!decisions.size && !isApplied) return; // nothing to apply, or to take off
  isApplied = decisions.size > 0;
  takeOffDecisions();
  for (const row of decisions.values()) {
    const statement = isOnStatement(row) ? byIri.get(row.subject_id) : null;
    if (statement?.type === "statement") decideStatement(statement, row);
    else if (row.predicate_id === SAME && !isNot(row)) join(byIri.get(row.subject_id), byIri.get(row.object_id));
    else if (DECIDED_RELATIONS.has(row.predicate_id) && isNot(row)) deny(row);
  }
  regroup();
  for (const facet of FACETS) if (["source", "kind", "about"].includes(facet.name)) renumber(facet);
}

function takeOffDecisions() {
  for (const [statement, before] of changed) {
    setEnds(statement, "source", before.sources);
    setEnds(statement, "about", before.subjects);
    Object.assign(statement, before.sureness, { isNoClaim: false });
  }
  changed.clear();
  joined.clear();
  for (const node of statements) for (const edge of [...node.out, ...node.in]) edge.isDenied = false;
}

function decideStatement(statement, row) {
  remember(statement);
  if (row.predicate_id === ABOUT) {
    setEnds(statement, "about", isNot(row) ? [] : [{ relation: "about", node: entityOf(row, statement) }]);
    return;
  }
  if (row.predicate_id === TYPE && isNot(row)) {
    statement.isNoClaim = true;
    return;
  }
  Object.assign(statement, { claimSure: 1, sourceSure: 1, sure: 1, isToldHowSure: true });
  setEnds(statement, "source", row.predicate_id === SOURCE
    ? [{ relation: "source", node: entityOf(row, statement), rule: "corrected", confidence: 1 }]
    : attributions(statement).map((edge) => ({ ...edge, confidence: 1 })));
}

// Keep what a statement was before any decision.
function remember(statement) {
  if (changed.has(statement)) return;
  const { claimSure, sourceSure, sure, isToldHowSure } = statement;
  const subjects = statement.out.filter((edge) => edge.relation === "about");
  changed.set(statement, { sources: attributions(statement), subjects, sureness: { claimSure, sourceSure, sure, isToldHowSure } });
}

// Give a statement other ends of a relation, "source" or "about".
function setEnds(statement, relation, edges) {
  for (const node of ends(statement, relation)) node.in = node.in.filter((edge) => edge.relation !== relation || edge.node !== statement);
  statement.out = [...statement.out.filter((edge) => edge.relation !== relation), ...edges];
  for (const edge of edges) edge.node.in.push({ ...edge, node: statement });
  readEnds(statement);
  searched.delete(statement);
  tieInDrawing(statement);
}

// In the drawing, a statement stands in the band of its first source, and hangs on the boxes of its sources and subjects.
function tieInDrawing(statement) {
  const own = boxOf(statement, "statement");
  if (!own) return;
  for (const box of [...own.tied].filter(({ column }) => ["source", "subject"].includes(column))) {
    own.tied.delete(box);
    box.tied.delete(own);
  }
  const sources = statement.sources.map((source) => boxIn("source", source));
  own.band = sources[0].band;
  if (statement.article.boxes.length) boxIn("article", statement.article, own.band);
  for (const box of sources) tie(box, own, "source");
  for (const relation of ["about", "mentions"]) {
    for (const subject of statement[relation]) tie(own, boxIn("subject", subject, own.band), relation);
  }
}

const SHORT = 18; // characters that stand in one line

// The box of a node in a band, of a source in any; a new one where it has none.
function boxIn(column, node, band = null) {
  const there = [...node.boxes, ...boxesOf(node)].find((box) => box.column === column && (band === null || box.band === band));
  if (there) return there;
  const made = { column, band: band ?? 1 + boxes.reduce((last, box) => Math.max(last, box.band), 0), rows: column === "article" || node.label.length < SHORT ? 1 : 2 };
  completeBox(made, boxes.length, node);
  boxes.push(made);
  return made;
}

// A line that is there once stays: `isDenied` tells which of them hold.
function tie(start, finish, relation) {
  lineKeys ??= new Set(lines.map(lineKey));
  const line = { from: start.id, to: finish.id, relation, start, finish };
  if (!lineKeys.has(lineKey(line))) lines.push(line);
  lineKeys.add(lineKey(line));
  start.tied.add(finish);
  finish.tied.add(start);
}

let lineKeys = null; // of all lines, once one is asked for
const lineKey = ({ from, to, relation }) => `${from} ${to} ${relation}`;

const UNNAMED = "unnamed source"; // the name of whom nothing names
const kindOfClass = (name) => [...RDF_CLASSES].find(([, each]) => each === name)?.[0] ?? "person";

// The node of whom or what a row names: of its article if it has one, else of any, else a new one.
function entityOf(row, statement) {
  const kind = kindOfClass(row.object_id);
  const name = kind === "publication" ? statement.article.publisher ?? NOBODY : row.object_label || UNNAMED;
  const same = alike.get(likeness({ type: "entity", kind, label: name })) ?? [];
  const own = same.find((node) => statementsOf(node).some((each) => each.article === statement.article));
  return own ?? same[0] ?? newEntity(kind, name);
}

function newEntity(kind, name) {
  const node = { iri: `new ${kind} ${name}`, type: "entity", kind, name, label: name, hue: 8, out: [], in: [], boxes: [] };
  nodes.push(node);
  byIri.set(node.iri, node);
  alike.set(likeness(node), [node]);
  return node;
}

// Two entities, and all that are like either, count as one.
function join(one, other) {
  if (!one || !other || isLike(one, other)) return;
  const [stays, goes] = [likeness(one), likeness(other)];
  for (const [own, called] of joined) if (called === goes) joined.set(own, stays);
  joined.set(goes, stays);
}

// What a judgement of two is of: entities and utterances themselves, else their claims, wherever these stand.
const endFor = (node, predicate) => ([SAME, "cs:sameUtteranceAs"].includes(predicate) ? node.iri : node.claim);

function deny(row) {
  const relation = DECIDED_RELATIONS.get(row.predicate_id);
  for (const [one, other] of [[row.subject_id, row.object_id], [row.object_id, row.subject_id]]) {
    for (const statement of statements.filter((each) => endFor(each, row.predicate_id) === one)) {
      for (const edge of [...statement.out, ...statement.in]) {
        if (edge.relation === relation && endFor(edge.node, row.predicate_id) === other) edge.isDenied = true;
      }
    }
  }
}

function regroup() {
  alike.clear();
  for (const [own, group] of Map.groupBy(nodes, likeness)) alike.set(own, group);
  countNames();
}

// Number the values of a facet anew; what was chosen stays chosen.
function renumber(facet) {
  const chosen = [...facet.chosen].map((number) => keyOf(facet.values[number]));
  numberValues(facet);
  for (const key of chosen) {
    const number = valueNumber(facet, key);
    if (number !== null) facet.chosen.add(number);
  }
}
