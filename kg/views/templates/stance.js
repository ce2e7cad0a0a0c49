// Stance: what one speaker says of one subject from day to day, as `kg query stance` has it: sense, certainty and numbers side by side.
"use strict";

const MOST_OF_STANCE = 20; // rows on one card
const STANCE_COLUMNS = ["Day", "What they say", "Sense", "Certainty", "Numbers"];

// Each speaker and subject with claims of several days in other words, those first that differ most.
function stances() {
  const found = new Map(); // speaker -> subject -> claims
  for (const statement of shown.filter(isStance)) {
    for (const speaker of new Set(statement.sources.filter(isNamed).map(like))) for (const subject of new Set(statement.about.map(like))) {
      if (!found.has(speaker)) found.set(speaker, new Map());
      if (!found.get(speaker).has(subject)) found.get(speaker).set(subject, []);
      found.get(speaker).get(subject).push(statement);
    }
  }
  return [...found].flatMap(([speaker, bySubject]) => [...bySubject].map(([subject, claims]) => stanceOf(speaker, subject, claims)))
    .filter(({ told }) => told.some(({ before }) => before))
    .sort((a, b) => b.differing - a.differing || b.told.length - a.told.length);
}

// Of what is only planned, or told by the article, nobody takes a stance.
const isStance = (statement) => dayOf(statement) && statement.quotation !== "narration" && statement.attribution !== "eventuality";

function stanceOf(speaker, subject, claims) {
  const groups = [...Map.groupBy([...claims].sort(byDay), saidHow).values()];
  const firsts = groups.map(([first]) => first);
  const told = groups.map(([statement, ...again]) => {
    const before = lastBefore(statement, firsts);
    return { statement, again, before, turns: turnsOf(statement, before) };
  });
  const days = new Set(claims.map(dayOf)).size;
  return { speaker, subject, told, days, differing: told.filter(({ turns }) => turns.size).length };
}

// What is said in the same words and the same way stands once, on its first day.
const saidHow = ({ claim, iri, polarity, certainty }) => `${claim ?? iri} ${polarity} ${certainty}`;

// The last claim in other words of an earlier day.
const lastBefore = (statement, firsts) => firsts.findLast((other) => dayOf(other) < dayOf(statement) && other.claim !== statement.claim);

// In what a claim differs from one before it: for each column that differs what it was.
function turnsOf(statement, before) {
  const turns = new Map();
  if (!before) return turns;
  const [numbers, numbersBefore] = [statement, before].map(({ text }) => numbersIn(text).join(", "));
  if (statement.polarity && before.polarity && statement.polarity !== before.polarity) turns.set("Sense", before.polarity);
  if (isHedged(statement) !== isHedged(before)) turns.set("Certainty", certaintyWords(before));
  if (numbers && numbersBefore && numbers !== numbersBefore) turns.set("Numbers", numbersBefore);
  return turns;
}

const certaintyWords = ({ certainty }) => CERTAIN_WORDS.get(certainty) ?? certainty ?? "not said";

// ---------------------------------------------------------------- its card

function nothingOfStance() {
  return statements.length && firstDay === lastDay
    ? "All articles are of one day, or give none. Build those of several days together, or join builds with kg merge, and what somebody said then and later stands here."
    : "Nobody whose claims are shown speaks of one subject on several days.";
}

function stanceCard({ speaker, subject, told, days, differing }) {
  const number = told.reduce((sum, { again }) => sum + 1 + again.length, 0);
  return element("article", { className: "pair" },
    element("h2", { dir: "auto" }, link(speaker), " on ", subject === speaker ? oneself(speaker) : link(subject, nameApart(subject)), " ",
      element("small", {}, `${plural(number, "claim")} on ${plural(days, "day")}`), " ",
      differing ? element("small", { className: "turned" }, `${differing.toLocaleString("en")} unlike before`) : null),
    element("table", { className: "stance", role: "table" },
      element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...STANCE_COLUMNS.map((name) => element("th", { scope: "col", role: "columnheader" }, name)))),
      element("tbody", { role: "rowgroup" }, ...told.slice(0, MOST_OF_STANCE).map(stanceRow))),
    told.length > MOST_OF_STANCE ? opening({ source: speaker, about: subject }, `All ${number.toLocaleString("en")} claims`) : null);
}

const oneself = ({ kind }) => (kind === "person" ? "themselves" : "itself");

function stanceRow({ statement, again, turns }) {
  const cell = (name, ...children) => element("td", { role: "cell", "data-name": name, dir: "auto", className: turns.has(name) ? "turned" : "" },
    ...children, turns.has(name) ? element("small", {}, `was ${turns.get(name)}`) : null);
  return element("tr", { role: "row" },
    element("th", { scope: "row", role: "rowheader" }, dayWords(dayOf(statement)), element("small", { dir: "auto" }, outletOf(statement.article))),
    cell("What they say", link(statement, wordsOfClaim(statement)), ...doubtMarks(weaknesses(statement)),
      again.length ? element("small", {}, `and ${plural(again.length, "time")} more, until ${dayWords(dayOf(again.at(-1)))}`) : null),
    cell("Sense", statement.polarity ?? "–"),
    cell("Certainty", certaintyWords(statement)),
    cell("Numbers", numbersIn(statement.text).join(", ") || "–"));
}
