// The card of a claim: who says it, what, how sure that is, where it stands, and what else is known.
"use strict";

const FOUND_BY = new Map([["tagger", "a trained model"], ["rules", "rules"], ["person", "a person"]]);
const RELATIONS_TOLD = ["corroborates", "contradicts", "same claim as", "same utterance"];

function statementPanel(statement) {
  const { article } = statement;
  return [
    tags([quotedWords(statement), ...hedges(statement), decidedBy(statement)], weaknesses(statement)),
    sayers(statement),
    element("h2", { dir: "auto" }, wordsOfClaim(statement)),
    aboutWhom(statement),
    correctBar(statement),
    howSure(statement),
    state.view === "read" ? null : passage(statement),
    element("p", { className: "place" }, ...articleWords(article), element("br", {}),
      statement.places.length ? `Characters ${placesOf(statement)}` : ""),
    element("p", { className: "actions" }, state.view === "read" ? null : readButton(statement), copyButton(statement)),
    ...attributions(statement).map((edge) => sourceSection(edge, statement)),
    facts("How it is said", [...Map.groupBy(fields, (field) => field.label)]
      .filter(([label]) => label).map(([label, same]) => [label, wordsOf(statement, same)])),
    section("Mentions", statement.mentions.map((node) => link(node))),
    section("Relays", chain(statement, ends).map(said)),
    section("Relayed by", chain(statement, starts).map(said)),
    section("Disputes", ends(statement, "disputes").map(said)),
    section("Disputed by", starts(statement, "disputes").map(said)),
    ...RELATIONS_TOLD.map((relation) => section(relation[0].toUpperCase() + relation.slice(1),
      [...ends(statement, relation), ...starts(statement, relation)].map((other) => judged(statement, other, relation)))),
    section("Also printed in", copiesOf(statement.copyOf ?? statement).concat(statement.copyOf ?? [])
      .filter((copy) => copy !== statement).map(printedIn)),
    section("The same claim", sameClaim(statement).map(said)),
    facts("Found by", statement.extractions.flatMap((each) => [
      [FOUND_BY.get(each.extractor) ?? each.extractor ?? "a program", percentOf(each.confidence)],
      [each.extractor === "person" ? "By" : "Software", each.software.join(", ")],
    ])),
    identifier(statement),
  ];
}

// "Ada Berg; The radio said": the names lead to what else they say.
function sayers(statement) {
  const names = statement.sources.flatMap((source, place) => [place ? "; " : "", link(source)]);
  return element("p", { className: "sayers" }, ...names, " ", element("span", {}, statement.cue ?? ""));
}

// Whom and what it is about: the names lead to what else is said of them.
function aboutWhom(statement) {
  const names = statement.about.flatMap((subject, place) => [place ? "; " : "", link(subject, nameApart(subject))]);
  return element("p", { className: "about" }, element("span", {}, names.length ? "About " : "About nobody and nothing named"), ...names);
}

// Two questions, each with a bar. A graph that says nothing of them gets none.
function howSure(statement) {
  if (!statement.isToldHowSure) return null;
  const told = [["It is a claim", statement.claimSure], ["They say it", statement.sourceSure]];
  return element("dl", { className: "sure" }, ...told.flatMap(([words, share]) => [element("dt", {}, words),
    element("dd", {}, element("meter", { value: share, max: 1, "aria-label": `${words}: ${percent(share)}` }), ` ${percent(share)}`)]));
}

const percentOf = (share) => (share === undefined ? "no confidence given" : `confidence ${percent(share)}`);

// What a statement has of some fields, in one line: “said” (say).
function wordsOf(statement, given) {
  return given.filter(({ name }) => statement[name] && shownValue(name, statement))
    .map(({ name, shown: form }) => form.replace("{}", () => shownValue(name, statement))).join(" ");
}

// A value in people's words; what goes without saying is left out.
function shownValue(name, statement) {
  const value = statement[name];
  if (name === "polarity") return value === "affirmed" ? "" : value;
  if (name === "certainty") return value === "unspecified" ? "" : value;
  if (name === "quotation") return QUOTED_WORDS.get(value) ?? value;
  return name === "attribution" ? DOES_WORDS.get(value) ?? value : value;
}

// The statements that one passes on, and those that they pass on; or the other way round.
function chain(statement, side) {
  const all = new Set([statement]);
  for (const each of all) for (const next of side(each, "relays")) all.add(next);
  all.delete(statement);
  return [...all];
}

// A statement of another source, which the words alone may not tell.
function said(statement) {
  const who = statement.sources.map((source) => source.label).join("; ");
  return element("span", {}, link(statement), element("small", { dir: "auto" }, `${who}, ${statement.article.label}`));
}

const judged = (statement, other, relation) => element("span", {}, said(other), judgeButtons(statement, other, relation));

const printedIn = (copy) => element("span", {}, link(copy, copy.article.label), element("small", { dir: "auto" }, published(copy.article)));

// Statements of the same words that are no copies of each other.
function sameClaim(statement) {
  const origin = (each) => each.copyOf ?? each;
  return statements.filter((other) => other.claim && other.claim === statement.claim && origin(other) !== origin(statement));
}

function passage(statement) {
  const quote = passageQuote(statement);
  if (!quote) return null;
  const parts = new Set([...quote.querySelectorAll("mark")].map((mark) => mark.className));
  const legend = [...parts].map((part) => element("span", { className: `key ${part}` }, PART_NAMES.get(part)));
  return element("figure", {}, quote, element("figcaption", {}, "Marked: ", ...legend));
}

// The text around a statement, with its words, source and verb marked.
function passageQuote(statement) {
  const windows = passageOf(statement);
  if (!windows.length) return null;
  const quote = element("blockquote", { dir: "auto", lang: statement.article.language ?? "" });
  for (const window of windows) {
    const paragraph = element("p", {}, window.opens_midway ? "… " : "");
    for (const [part, text] of window.pieces) {
      const marked = part && element("mark", { className: part, title: `${PART_NAMES.get(part)} of the claim` }, text);
      paragraph.append(marked || element("span", {}, text));
    }
    if (window.ends_midway) paragraph.append(" …");
    quote.append(paragraph);
  }
  return quote;
}

const PART_NAMES = new Map([["content", "words"], ["source", "source"], ["cue", "verb"]]);

function articleWords(article) {
  const told = byline(article);
  return [link(article, nameOf(article)), ...(told ? [element("br", {}), told] : [])];
}

function sourceSection(edge, statement) {
  return facts("Source", [
    [null, link(edge.node)],
    ["Kind", kindName(kindOf(edge.node))],
    ["As written", statement.source_text ? `“${statement.source_text}”` : edge.node.kind !== "publication" && "nobody is named"],
    ["Described as", edge.described_as && `“${edge.described_as}”`],
    ["Role", edge.role],
    ["Affiliation", edge.affiliation],
    ["Found how", reasonWords(edge.rule)],
    ["Confidence", edge.confidence === undefined ? null : percent(edge.confidence)],
  ]);
}

// Why a source is who it is, in words; a rule of somebody else's graph as it stands there.
function reasonWords(rule) {
  const reason = Object.hasOwn(reasons, rule ?? "") ? reasons[rule] : rule;
  return reason?.replace(/^unresolved: /, "still open: ");
}
