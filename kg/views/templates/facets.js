// Facets: what the claims are asked for, each with the values that they have. Several values of one facet are "or",
// several facets are "and". A facet counts the claims that pass everything else, so that no choice leads to nothing.
"use strict";

const OUTSIDE = new Set(["group", "unnamed", "publication", ...ARTEFACTS]); // kinds of source that are nobody by name
const KIND_WORDS = new Map([["named", "a named source"], ["group", "a group, no names"], ["unnamed", "somebody not named"],
  ["nobody", "nobody named at all"], ["publication", "the article itself"], ["artefact", "a document or picture"]]);
const QUOTED_WORDS = new Map([["direct", "quoted"], ["mixed", "partly quoted"], ["indirect", "reported"],
  ["narration", "told by the article"], ["caption", "caption"]]);
const DOES_WORDS = new Map([["assertion", "says it"], ["belief", "believes it"], ["fact", "saw or knows it"],
  ["eventuality", "wants or plans it"]]);
const CERTAIN_WORDS = new Map([["certain", "certain"], ["probable", "probable"], ["possible", "possible"],
  ["unspecified", "not said"]]);

const isNamed = (source) => !OUTSIDE.has(source.kind);
const sourceKind = (source) => (isNamed(source) ? "named" : ARTEFACTS.has(source.kind) ? "artefact" : source.kind);
const like = (node) => alike.get(likeness(node))[0];

// The kinds of a statement's sources, and "nobody" where none of them has a name: groups and people not named.
function sourceKinds(statement) {
  const kinds = statement.sources.map(sourceKind);
  const isNobody = kinds.length > 0 && kinds.every((kind) => ["group", "unnamed"].includes(kind));
  return isNobody ? [...kinds, "nobody"] : kinds;
}

// `of` says which values a statement has, nodes or words; `words` how words are shown, in their order.
const FACETS = [
  { name: "source", heading: "Who says it", of: (each) => each.sources.map(like), isListed: isNamed },
  { name: "kind", heading: "Kind of source", of: sourceKinds, words: KIND_WORDS },
  { name: "about", heading: "About", of: (each) => [...each.about, ...each.mentions].map(like) },
  { name: "outlet", heading: "Outlet", of: (each) => [each.article.publisher].filter(Boolean) },
  { name: "article", heading: "Article", of: (each) => [each.article] },
  { name: "quoted", heading: "How it is quoted", of: (each) => [each.quotation].filter(Boolean), words: QUOTED_WORDS },
  { name: "does", heading: "What the source does", of: (each) => [each.attribution].filter(Boolean), words: DOES_WORDS },
  { name: "certain", heading: "How certain its words are", of: (each) => [each.certainty].filter(Boolean), words: CERTAIN_WORDS },
];

// Number the values of a facet, and keep with it the numbers of each statement's.
function numberValues(facet) {
  const numbers = new Map();
  facet.values = [];
  facet.byStatement = statements.map((statement) => {
    const own = [];
    for (const value of facet.of(statement)) {
      if (!numbers.has(value)) numbers.set(value, facet.values.push(value) - 1);
      if (!own.includes(numbers.get(value))) own.push(numbers.get(value));
    }
    return own;
  });
  facet.numbers = numbers;
  facet.isChoice = facet.byStatement.some((own) => own.length < facet.values.length || !own.length); // values that all have are none
  facet.counts = new Uint32Array(facet.values.length);
  facet.chosen = new Set(); // numbers of values
}

for (const facet of FACETS) numberValues(facet);
statements.forEach((statement, place) => { statement.place = place; });

const facetNamed = new Map(FACETS.map((facet) => [facet.name, facet]));
const labelOf = (facet, value) => (typeof value === "string" ? facet.words?.get(value) ?? value : nameApart(value));
const keyOf = (value) => (typeof value === "string" ? value : value.iri);

// The value with a key; an entity stands for those of its kind and name.
function valueNumber(facet, key) {
  const node = byIri.get(key);
  return facet.numbers.get(key) ?? facet.numbers.get(node && like(node)) ?? null;
}

// The filters that are no facets; `left` counts the claims that only one of them leaves out.
const CHECKS = [
  { name: "search", passes: (statement) => found === null || found.has(statement) },
  { name: "sure", passes: (statement) => statement.sure >= STEPS.get(state.sure) },
  { name: "copies", passes: (statement) => state.copies || !statement.copyOf },
  { name: "days", passes: (statement) => isWithin(statement.article.date) },
  { name: "claims", passes: (statement) => !isNoClaim(statement) },
];
const [SEARCH, SURE, COPIES, DAYS, CLAIMS] = CHECKS.keys();
const NOTHING = -1; // what keeps a statement out
const SEVERAL = -2;

// Ask every statement everything once; keep what keeps it out, and count.
function applyFilters() {
  for (const facet of FACETS) facet.counts.fill(0);
  const chosen = FACETS.map((facet) => (facet.chosen.size ? facet : null));
  shown = [];
  for (const statement of statements) {
    statement.failed = whatFails(statement, chosen);
    if (statement.failed === NOTHING) shown.push(statement);
    countFor(statement);
  }
}

function whatFails(statement, chosen) {
  let failed = NOTHING;
  for (let number = 0; number < CHECKS.length; number += 1) {
    if (CHECKS[number].passes(statement)) continue;
    if (failed !== NOTHING) return SEVERAL;
    failed = number;
  }
  for (let number = 0; number < chosen.length; number += 1) {
    const facet = chosen[number];
    if (!facet || facet.byStatement[statement.place].some((value) => facet.chosen.has(value))) continue;
    if (failed !== NOTHING) return SEVERAL;
    failed = CHECKS.length + number;
  }
  return failed;
}

// A claim that passes all counts everywhere; one that only a facet leaves out counts there.
function countFor({ failed, place }) {
  if (failed === NOTHING) {
    for (const { counts, byStatement } of FACETS) for (const value of byStatement[place]) counts[value] += 1;
  } else if (failed >= CHECKS.length) {
    const { counts, byStatement } = FACETS[failed - CHECKS.length];
    for (const value of byStatement[place]) counts[value] += 1;
  }
}

const failingOnly = (check) => statements.filter((statement) => statement.failed === check);

// The values of a facet that a reader may choose, those chosen first, then the most frequent; with their counts.
function valuesOf(facet) {
  const listed = [...facet.values.keys()].filter((number) => facet.chosen.has(number)
    || (facet.counts[number] && (facet.isListed?.(facet.values[number]) ?? true)));
  const order = facet.words ? [...facet.words.keys()] : null;
  const rank = (number) => (order ? order.indexOf(facet.values[number]) : -facet.counts[number]);
  const rises = (number) => (order || !facet.chosen.has(number) ? 0 : -1);
  return listed.sort((a, b) => rises(a) - rises(b) || rank(a) - rank(b));
}

function toggle(facet, number) {
  if (!facet.chosen.delete(number)) facet.chosen.add(number);
}
