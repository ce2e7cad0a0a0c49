// Compare: who disputes what whom says, how a quote changed on its way, what somebody said of a subject from day to day, and where
// a claim came first. Each is a list of cards; `COMPARED` says how its cards are found and made.
"use strict";

const MOST_BESIDE = 4; // statements of one claim on one side of a dispute
const LEAST_WORDS = 5; // of a claim that is told from others by its words
const AGAINST = new Map([["disputes", "disputed in the same article"], ["contradicts", "a contradiction"]]);
const TO_JUDGE = "a judgement: kg link my-graph -o judgements.sssom.tsv proposes it, and the page of "
  + "kg merge my-graph -o joined --judgements judgements.sssom.tsv shows what counts.";

// `find` gives what the cards are made of, `lead` is said above them, and `nothing` where there are none.
const COMPARED = new Map([
  ["disputes", { find: disputes, card: disputeCard, most: 200, lead: () => [],
    nothing: () => `No claim that is shown is disputed. That claims of several articles contradict each other is ${TO_JUDGE}` }],
  ["drift", { find: drifts, card: driftCard, most: 100, lead: driftLead, nothing: nothingDrifts }],
  ["stance", { find: stances, card: stanceCard, most: 60, lead: () => ["One speaker on one subject, by day. What differs from an earlier day is "
    + "marked; that does not make it a contradiction: read both."], nothing: nothingOfStance }],
  ["spread", { find: spreads, card: spreadCard, most: 100, lead: () => [],
    nothing: () => "No claim that is shown stands in several articles in the same words." }],
]);

function showCompare() {
  byId("pairs").replaceChildren();
  if (state.view !== "compare") return;
  const found = new Map([...COMPARED].map(([name, { find }]) => [name, find()]));
  const which = comparedNow(found);
  for (const [name, all] of found) {
    byId(`compare-${name}`).setAttribute("aria-pressed", String(which === name));
    byId(`compare-${name}`).querySelector("b").textContent = all.length.toLocaleString("en");
  }
  const { card, most: limit, lead, nothing } = COMPARED.get(which);
  const all = found.get(which);
  const left = all.length - limit;
  byId("compare-lead").replaceChildren(...(all.length ? lead() : []));
  byId("pairs").replaceChildren(...all.slice(0, limit).map(card));
  byId("unpaired").textContent = !all.length ? nothing() : left > 0 ? `${plural(left, "more")}: search or filter to see them.` : "";
}

// What a reader has chosen; until then the first that has something.
function comparedNow(found) {
  return state.compare || [...found.keys()].find((name) => found.get(name).length) || "disputes";
}

// ---------------------------------------------------------------- disputes

// A claim may be heard as the other side of one that is shown, unless it is too doubtful or a copy.
const isHeard = (statement) => statement.sure >= STEPS.get(state.sure) && (state.copies || !statement.copyOf) && !isNoClaim(statement);

// Pairs of claims of which one disputes or contradicts the other, each with the statements that make them; those of named speakers first.
function disputes() {
  const found = new Map();
  for (const statement of shown) for (const relation of AGAINST.keys()) {
    for (const other of ends(statement, relation)) addPair(found, relation, statement, other);
    for (const other of starts(statement, relation)) addPair(found, relation, other, statement);
  }
  return [...found.values()].sort((a, b) => isOfNamed(b) - isOfNamed(a));
}

const isOfNamed = ({ one, other }) => [one, other].every(([first]) => first.sources.some(isNamed));

function addPair(found, relation, one, other) {
  if (!isHeard(one) || !isHeard(other)) return;
  const key = JSON.stringify([relation, one.claim ?? one.iri, other.claim ?? other.iri]);
  if (!found.has(key)) found.set(key, { relation, one: new Set(), other: new Set() });
  found.get(key).one.add(one);
  found.get(key).other.add(other);
}

const namesOf = (statement) => statement.sources.map((source) => like(source).label).join(", ");

function disputeCard({ relation, one, other }) {
  const [[first], [second]] = [one, other];
  return element("article", { className: "pair" },
    element("h2", { dir: "auto" }, `${namesOf(first)} against ${namesOf(second)}`, " ", element("small", {}, AGAINST.get(relation))),
    element("div", { className: "sides" }, ...[one, other].map((side) => element("div", {},
      ...[...side].slice(0, MOST_BESIDE).map(sideOf),
      side.size > MOST_BESIDE ? element("p", { className: "hint" }, `${plural(side.size - MOST_BESIDE, "statement")} more of it`) : null))));
}

function sideOf(statement) {
  return element("section", {},
    element("p", { className: "sayers" }, ...statement.sources.flatMap((source, place) => [place ? "; " : "", link(source)]),
      " ", element("span", {}, statement.cue ?? ""), ...doubtMarks(weaknesses(statement))),
    passageQuote(statement) ?? element("blockquote", { dir: "auto" }, wordsOfClaim(statement)),
    element("p", { className: "hint" }, link(statement, published(statement.article) || nameOf(statement.article))));
}

// ---------------------------------------------------------------- spread

const copiesByFirst = Map.groupBy(statements.filter((statement) => statement.copyOf), (statement) => statement.copyOf);

// Claims that stand in several articles, in the same words or in those that a judgement says are the same, widest first.
function spreads() {
  const all = shown.flatMap((each) => [each, ...(copiesByFirst.get(each) ?? []).filter((copy) => copy.failed === COPIES)]);
  const byClaim = Map.groupBy(all.filter((each) => each.claim && each.text.split(/\s+/).length >= LEAST_WORDS), (each) => each.claim);
  const told = new Set();
  const found = [];
  for (const [claim, own] of byClaim) {
    if (told.has(claim)) continue;
    const same = own.flatMap((each) => [...ends(each, "same claim as"), ...starts(each, "same claim as")]).map((each) => each.claim);
    for (const each of same) told.add(each);
    const made = [...new Set([claim, ...same])].flatMap((each) => byClaim.get(each) ?? []).sort(byDay);
    const width = [(each) => each.article.publisher, (each) => each.article].map((of) => new Set(made.map(of)).size);
    if (width[1] > 1) found.push({ made, width });
  }
  return found.sort((a, b) => b.width[0] - a.width[0] || b.width[1] - a.width[1]).map(({ made }) => made);
}

const byDay = (a, b) => (dayOf(a) || "9999").localeCompare(dayOf(b) || "9999");
const dayOf = ({ article }) => (/^\d{4}-\d{2}-\d{2}/.test(article.date ?? "") ? article.date.slice(0, 10) : "");

function spreadCard(made) {
  const [first] = made;
  const days = made.map(dayOf).filter(Boolean);
  const isFirst = days.length && days.filter((day) => day === days[0]).length === 1;
  const beginning = !days.length ? "no day is given"
    : isFirst ? `first in ${published(first.article)}` : `first on ${dayWords(days[0])}, in several at once`;
  const rows = Map.groupBy(made, (each) => outletOf(each.article));
  return element("article", { className: "pair" },
    element("h2", { dir: "auto" }, link(first, wordsOfClaim(first))),
    element("p", { className: "hint", dir: "auto" }, `${namesOf(first)} · ${beginning} · ${plural(new Set(made.map((each) => each.article)).size, "article")}`),
    element("dl", { className: "spread" }, ...[...rows].flatMap(([outlet, own]) => [element("dt", { dir: "auto" }, outlet),
      element("dd", {}, element("span", { className: "track" }), ...[...Map.groupBy(own, dayOf)]
        .map(([day, there]) => dot(outlet, day, there, days, isFirst && there[0] === first)))]),
    element("dt", {}), element("dd", { className: "scale" }, ...[...new Set([days[0], days.at(-1)])].filter(Boolean).map((day) => element("span", {}, dayWords(day))))));
}

// What one outlet printed on one day; at the right where no day is given.
function dot(outlet, day, there, days, isFirst) {
  const [start, end] = [Date.parse(days[0]), Date.parse(days.at(-1))];
  const share = day ? (end > start ? (Date.parse(day) - start) / (end - start) : 0) : 1;
  const words = [outlet, day ? dayWords(day) : "no day given", there.length > 1 && plural(there.length, "time"), isFirst && "first"].filter(Boolean).join(", ");
  const button = element("button", { type: "button", className: `dot${isFirst ? " first" : ""}${day ? "" : " undated"}`, title: withoutTurns(words), "aria-label": words },
    element("span", {}));
  button.style.left = `calc(${share} * (100% - 24px))`;
  button.addEventListener("click", () => select(there[0], { focus: true }));
  return button;
}

function listenToCompare() {
  for (const name of COMPARED.keys()) {
    byId(`compare-${name}`).addEventListener("click", () => {
      state.compare = name;
      update();
    });
  }
}
