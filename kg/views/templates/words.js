// The words beside the drawing: the panel. Text from the data reaches the page as text, never as markup.
"use strict";

// How a statement is said, in a few words, and what makes it less than plain.
function tagOf(statement) {
  return [statement.quotation, statement.cue && `“${statement.cue}”`, ...doubts(statement)].filter(Boolean).join(" · ");
}

function doubts(statement) {
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

function showPanel() {
  const panels = { article: articlePanel, statement: statementPanel, entity: entityPanel };
  const parts = state.at ? panels[state.at.type](state.at) : overview();
  document.body.classList.toggle("detail", state.at !== null);
  byId("panel").replaceChildren(...(state.at ? [closeButton()] : []), ...parts.filter(Boolean));
  byId("panel").scrollTop = 0;
}

function closeButton() {
  const button = element("button", { type: "button", id: "close", "aria-label": "Close" }, "×");
  button.addEventListener("click", back);
  return button;
}

function overview() {
  if (!shown.length) {
    return [element("h2", {}, "No claim matches"), element("p", {}, "Esc clears the search; filters stay.")];
  }
  const told = shown.filter((statement) => statement.quotation === "narration").length;
  const unnamed = shown.filter((statement) => statement.sources.every((source) => source.kind === "unnamed")).length;
  const bySource = counted(shown.flatMap((statement) => unlike(statement.sources)));
  const key = (name) => element("kbd", {}, name);
  return [
    element("h2", {}, "Who says it"),
    element("p", {}, `${plural(shown.length, "claim")} from ${plural(bySource.length, "source")}.`,
      told ? ` ${plural(told, "claim")} ${told === 1 ? "is" : "are"} the publication’s own narration.` : "",
      unnamed ? ` ${plural(unnamed, "claim")} ${unnamed === 1 ? "rests" : "rest"} on nobody named.` : ""),
    element("p", { className: "hint" }, "Choose a claim to read it in its passage. Keys: ",
      key("/"), " search, ", key("↑"), " ", key("↓"), " next claim, ", key("Esc"), " back."),
    section("Sources", bySource.slice(0, MOST_BOXES).map(([node, number]) => withCount(node, number, kindName(kindOf(node))))),
    section("Articles", articles.length > 1
      ? [...count(shown.map((statement) => statement.article))].slice(0, MOST_BOXES)
        .map(([node, number]) => withCount(node, number, published(node))) : []),
  ];
}

// A link with a number of claims, and words below it.
function withCount(node, number, words) {
  return element("div", { className: "counted" }, link(node), element("b", {}, number.toLocaleString("en")),
    words && element("small", { dir: "auto" }, words));
}

const published = (article) => [article.publisher, article.date].filter(Boolean).join(", ");

function statementPanel(statement) {
  const { article } = statement;
  return [
    tags([statement.quotation, ...doubts(statement)]),
    element("h2", { dir: "auto" }, statement.text),
    statement.passage.length ? passage(statement) : null,
    element("p", { className: "place" }, ...articleWords(article), element("br", {}),
      statement.places.length ? `Characters ${placesOf(statement)}` : ""),
    element("p", {}, copyButton(statement)),
    ...statement.out.filter((edge) => edge.relation === "source").map((edge) => sourceSection(edge, statement)),
    facts("How it is said", [...Map.groupBy(fields, (field) => field.label)]
      .filter(([label]) => label).map(([label, same]) => [label, wordsOf(statement, same)])),
    section("About", statement.about.map((node) => link(node))),
    section("Mentions", statement.mentions.map((node) => link(node))),
    section("Relays", chain(statement, ends).map(said)),
    section("Relayed by", chain(statement, starts).map(said)),
    ...["corroborates", "contradicts", "same claim as"].map((relation) => section(
      relation[0].toUpperCase() + relation.slice(1), [...ends(statement, relation), ...starts(statement, relation)].map(said))),
    section("The same claim", sameClaim(statement).map((node) => link(node))),
    facts("Found by", statement.extractions.flatMap((found) => [
      [found.extractor ?? "extractor", found.confidence === undefined ? "" : `confidence ${percent(found.confidence)}`],
      ["Software", found.software.join(", ")],
    ])),
    identifier(statement),
  ];
}

// What a statement has of some fields, in one line: “said” (say).
function wordsOf(statement, given) {
  return given.filter(({ name }) => statement[name]).map(({ name, shown }) => shown.replace("{}", () => statement[name])).join(" ");
}

// The statements that one passes on, and those that they pass on; or the other way round.
function chain(statement, side) {
  const found = new Set([statement]);
  for (const each of found) for (const next of side(each, "relays")) found.add(next);
  found.delete(statement);
  return [...found];
}

// A statement of another source, which the words alone may not tell.
function said(statement) {
  const who = statement.sources.map((source) => source.label).join("; ");
  return element("span", {}, link(statement), element("small", { dir: "auto" }, `${who}, ${statement.article.label}`));
}

function copyButton(statement) {
  const button = element("button", { type: "button", id: "copy" }, "Copy citation");
  button.addEventListener("click", async () => {
    await copyText(citation(statement));
    button.textContent = "Copied";
  });
  return button;
}

// What one needs to quote a claim and find it again.
function citation(statement) {
  const { article } = statement;
  const who = statement.sources.map((source) => source.name).join("; ");
  const where = [article.headline && `“${article.headline}”`, article.publisher, article.date, article.url];
  const places = statement.places.length ? `characters ${placesOf(statement).replaceAll("\u2060", "")}` : null;
  const how = [statement.quotation, statement.cue && `“${statement.cue}”`, statement.polarity === "negated" && "negated"];
  return `“${statement.text}” (${how.filter(Boolean).join(", ")}). ${who}. ${[...where, places].filter(Boolean).join(", ")}.`;
}

async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch { // not allowed here: the older way
    const field = element("textarea", { value: text, readOnly: true });
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
}

function sameClaim(statement) {
  return statements.filter((other) => other !== statement && other.claim && other.claim === statement.claim);
}

function passage(statement) {
  const quote = element("blockquote", { dir: "auto", lang: statement.article.language ?? "" });
  for (const window of statement.passage) {
    const paragraph = element("p", {}, window.opens_midway ? "… " : "");
    for (const [part, text] of window.pieces) {
      const marked = part && element("mark", { className: part, title: `${part} of the claim` }, text);
      paragraph.append(marked || element("span", {}, text));
    }
    if (window.ends_midway) paragraph.append(" …");
    quote.append(paragraph);
  }
  const pieces = statement.passage.flatMap((window) => window.pieces);
  const parts = new Set(pieces.map(([part]) => part).filter(Boolean));
  const legend = [...parts].map((part) => element("span", { className: `key ${part}` }, part));
  return element("figure", {}, quote, element("figcaption", {}, "Marked: ", ...legend));
}

function placesOf(statement) {
  return statement.places.map(([start, end]) => `${start}\u2060–\u2060${end}`).join(", "); // a range stays on one line
}

function articleWords(article) {
  const facts = published(article);
  const button = link(article);
  return [button, ...(article.headline && facts ? [element("br", {}), facts] : [])];
}

function sourceSection(edge, statement) {
  return facts("Source", [
    [null, link(edge.node)],
    ["Kind", kindName(kindOf(edge.node))],
    ["As written", statement.source_text ? `“${statement.source_text}”` : "nobody is named"],
    ["Described as", edge.described_as && `“${edge.described_as}”`],
    ["Role", edge.role],
    ["Affiliation", edge.affiliation],
    ["Resolved by", edge.rule],
    ["Confidence", edge.confidence === undefined ? null : percent(edge.confidence)],
  ]);
}

function entityPanel(entity) {
  const said = starts(entity, "source");
  const told = entity.in.map((edge) => edge.described_as ?? [edge.role, edge.affiliation].filter(Boolean).join(", "));
  const roles = new Set(told.filter(Boolean));
  return [
    tags([kindName(entity.kind), said.length > 0 && "source"]),
    element("h2", { dir: "auto" }, entity.name),
    facts(null, [["Also written", (entity.aliases ?? []).join(", ")], ["Described as", [...roles].join("; ")]]),
    section(said.length ? `Source of ${plural(said.length, "claim")}` : "", said.map((node) => link(node))),
    section("Claims about it", starts(entity, "about").map((node) => link(node))),
    section("Claims that mention it", starts(entity, "mentions").map((node) => link(node))),
    section("The same name in other articles", alike.get(likeness(entity)).filter((node) => node !== entity).map(elsewhere)),
    identifier(entity),
  ];
}

// An entity of the same kind and name: nobody has said yet that it is the same one.
function elsewhere(entity) {
  const [statement] = statementsOf(entity);
  return withCount(entity, statementsOf(entity).length, statement.article.label);
}

function articlePanel(article) {
  const stated = starts(article, "stated in");
  return [
    tags(["article"]),
    element("h2", { dir: "auto" }, article.headline ?? article.label),
    facts(null, [
      ["Published by", article.publisher],
      ["Date", article.date],
      ["By", (article.authors ?? []).join(", ")],
      ["Language", article.language],
      ["Address", article.url && webLink(article.url)],
      ["Text SHA-256", article.sha256 && element("code", {}, article.sha256)],
    ]),
    section(plural(stated.length, "claim"), stated.slice(0, MOST_BOXES).map((node) => link(node))),
    identifier(article),
  ];
}

// A link for addresses of the web; anything else stays text.
function webLink(address) {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return element("span", {}, address);
  return element("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, address);
}

function link(node, words = node.label) {
  const button = element("button", { type: "button", className: "link", dir: "auto" }, words || node.label);
  if (kindOf(node) === "unnamed") button.classList.add("unnamed");
  button.addEventListener("click", () => select(node, { focus: true }));
  return button;
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
  return element("section", {}, heading && element("h3", {}, heading), ...lead, element("dl", {}, ...list));
}

function tags(words) {
  return element("p", { className: "tags" }, ...words.filter(Boolean).map((word) => element("span", {}, word)));
}

const identifier = (node) => element("p", { className: "identifier" }, element("code", {}, node.iri));
