// Elements and the words in them. Text from the data reaches the page as text, never as markup.
"use strict";

const KIND_NAMES = new Map([["organization", "organisation"], ["unnamed", "not named"]]);
const kindName = (kind) => KIND_NAMES.get(kind) ?? kind;

// A name, with the kind of who has it where somebody of another kind has it, too: the town of Elm, and Elm that speaks for it.
const kindsByName = new Map();
function countNames() {
  kindsByName.clear();
  for (const { type, kind, label } of nodes.filter((node) => node.type === "entity").map(like)) {
    if (!kindsByName.has(label)) kindsByName.set(label, new Set());
    kindsByName.get(label).add(kind ?? type);
  }
}
countNames();
const hasNamesake = (node) => node.type === "entity" && kindsByName.get(node.label)?.size > 1;
const nameApart = (node) => (hasNamesake(node) ? `${node.label} (${kindName(kindOf(node))})` : node.label);
const quotedWords = (statement) => QUOTED_WORDS.get(statement.quotation) ?? statement.quotation;

// How a statement is said, in a few words, and what makes it less than plain.
function tagOf(statement) {
  return [quotedWords(statement), statement.cue && `“${statement.cue}”`, ...hedges(statement)].filter(Boolean).join(" · ");
}

function hedges(statement) {
  const unsure = ["possible", "probable"].includes(statement.certainty);
  return [statement.polarity === "negated" && "negated", unsure && statement.certainty];
}

// Make an element; its children are elements and strings, which become text.
function element(name, properties, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in made) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// A button that looks like the words that it is.
function wordButton(words, act, properties = {}) {
  const button = element("button", { type: "button", className: "link", ...properties }, words);
  button.addEventListener("click", act);
  return button;
}

function link(node, words = node.label) {
  const button = wordButton(words || node.label, () => select(node, { focus: true }), { dir: "auto" });
  if (kindOf(node) === "unnamed") button.classList.add("unnamed");
  return button;
}

// A link with a number of claims, and words below it.
function withCount(node, number, words) {
  return element("div", { className: "counted" }, link(node), element("b", {}, number.toLocaleString("en")),
    words && element("small", { dir: "auto" }, words));
}

// A link for addresses of the web; anything else stays text.
function webLink(address) {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return element("span", {}, address);
  return element("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, address);
}

function section(heading, children) {
  if (!children.length) return null;
  const list = element("ul", {}, ...children.map((child) => element("li", {}, child)));
  return element("section", {}, element("h3", {}, heading), list);
}

// Pairs of a name and a value, which may be an element; a pair without a value is left out.
function facts(heading, pairs) {
  const told = pairs.filter(([, value]) => value);
  if (!told.length) return null;
  const named = told.filter(([name]) => name);
  const list = named.flatMap(([name, value]) => [element("dt", {}, name), element("dd", { dir: "auto" }, value)]);
  const lead = told.filter(([name]) => !name).map(([, value]) => value);
  return element("section", {}, heading && element("h3", {}, heading), ...lead,
    list.length ? element("dl", {}, ...list) : null);
}

function tags(words, doubts = []) {
  return element("p", { className: "tags" }, ...words.filter(Boolean).map((word) => element("span", {}, word)),
    ...doubts.map((word) => element("span", { className: "doubt" }, word)));
}

const identifier = (node) => element("p", { className: "identifier" }, element("code", {}, node.iri));

function count(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function placesOf(statement) {
  return statement.places.map(([start, end]) => `${start}\u2060–\u2060${end}`).join(", "); // a range stays on one line
}
