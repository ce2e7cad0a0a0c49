// Correcting: what a card offers, the list of decisions, and the file that kg build, merge and view take.
"use strict";

const TOLD_FOR = 12_000; // milliseconds that a message stays
const MOST_OFFERED = 8; // sources, until one types
const MOST_COPIES = 4; // outlets that a message names
const SSSOM_COLUMNS = ("subject_id subject_label predicate_id predicate_modifier object_id object_label mapping_justification confidence "
  + "author_label mapping_date comment subject_article subject_said_by subject_passage object_article object_said_by object_passage").split(" ");
const NAMESPACES = new Map([["cs:", "https://w3id.org/claim-source#"], ["rdf:", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"],
  ["schema:", "https://schema.org/"], ["semapv:", "https://w3id.org/semapv/vocab/"]]);
const TABLE_HEAD = ["mapping_set_id: https://w3id.org/claim-source/corrections", "mapping_set_title: Corrections",
  "license: https://w3id.org/sssom/license/unspecified", "curie_map:",
  ...[...NAMESPACES].map(([prefix, begin]) => `  ${prefix} ${begin}`)];
// How two relate, and that they do not.
const JUDGED_WORDS = new Map([["cs:contradicts", ["contradicts", "does not contradict"]], ["cs:corroborates", ["bears out", "does not bear out"]],
  ["cs:sameClaimAs", ["says the same as", "does not say the same as"]], [SAME, ["is the same as", "is not the same as"]],
  ["cs:sameUtteranceAs", ["is the same utterance as", "is another utterance than"]]]);
const judgedWords = (row) => JUDGED_WORDS.get(row.predicate_id)?.[isNot(row) ? 1 : 0] ?? row.predicate_id;

const saysWho = (statement) => statement.sources.map((source) => source.label).join("; ");

// ---------------------------------------------------------------- on the card of a claim

function correctBar(statement) {
  const row = decisionOn(statement);
  const decided = [statement.iri, aboutKey(statement)].filter((key) => decisions.has(key));
  const isRight = row?.predicate_id === TYPE && !isNot(row);
  const isNone = row?.predicate_id === TYPE && isNot(row);
  const isOther = row?.predicate_id === SOURCE;
  return element("div", { className: "correct", role: "group", "aria-label": "Correct this claim" },
    correctButton("right", "✓ Right", isRight, () => decideType(statement, "")),
    correctButton("none", "✗ No claim", isNone, () => decideType(statement, "Not")),
    correctButton("other", "✎ Other source", isOther, () => askForSource(statement)),
    correctButton("about", "✎ Other subject", Boolean(subjectDecisionOn(statement)), () => askForSubject(statement)),
    decided.length ? wordButton("Take back", () => takeBack(...decided), { id: "take-back" }) : null);
}

function decidedBy(statement) {
  const row = decisionOn(statement) ?? subjectDecisionOn(statement);
  const isOther = row?.author_label && row.author_label !== kept(BY_AS);
  return row && `decided by ${isOther ? row.author_label : "you"}`;
}

function correctButton(name, words, isPressed, act) {
  const button = element("button", { type: "button", id: `is-${name}`, className: "button", "aria-pressed": String(isPressed) }, words);
  button.addEventListener("click", act);
  return button;
}

function decideType(statement, modifier) {
  const before = decisionOn(statement);
  if (before?.predicate_id === TYPE && before.predicate_modifier === modifier) return takeBack(statement.iri); // again undoes
  const row = { predicate_id: TYPE, predicate_modifier: modifier, object_id: STATEMENT, object_label: "" };
  return decideOn(statement, () => row, modifier ? "Marked as no claim." : "Marked as right.");
}

function decideSource(statement, kind, name) {
  const row = (each) => ({ predicate_id: SOURCE, predicate_modifier: "", object_id: RDF_CLASSES.get(kind),
    object_label: kind === "publication" ? each.article.publisher ?? "" : name, comment: `instead of ${saysWho(each)}` });
  decideOn(statement, row, `Source: ${saysWho(statement)} → ${name || "nobody named"}.`);
}

// Somebody or something of some kind and name; nobody and nothing where no name is given.
function decideSubject(statement, kind, name) {
  const row = (each) => ({ predicate_id: ABOUT, predicate_modifier: name ? "" : "Not", object_id: RDF_CLASSES.get(name ? kind : "thing"),
    object_label: name, comment: `instead of ${isAbout(each)}` });
  decideOn(statement, row, `About: ${isAbout(statement)} → ${name || NOBODY_NAMED}.`);
}

const NOBODY_NAMED = "nobody and nothing named";
const isAbout = (statement) => statement.about.map((subject) => subject.label).join("; ") || NOBODY_NAMED;

// A row on a statement, with what tells a reader, and a later build, which one it is.
function rowOn(statement, decided) {
  const { article } = statement;
  return { subject_id: statement.iri, subject_label: statement.label, ...decided, ...decidedNow(),
    subject_article: article.url ?? article.headline ?? article.label, subject_said_by: saysWho(statement), subject_passage: statement.text };
}

const decidedNow = () => ({ mapping_justification: "semapv:ManualMappingCuration", confidence: "1", author_label: kept(BY_AS) ?? "",
  mapping_date: today() });

// Decide the same on a statement and on its wire copies while they count once: a row each, one decision to undo.
function decideOn(statement, decided, words) {
  const { twins, others } = inCopies(statement);
  setDecisions([statement, ...twins].flatMap((each) => entriesOf(each, rowOn(each, decided(each)))));
  showDecided([words, copyWords("Also in", twins.map((each) => each.article)), copyWords("Not in", others, ", where it stands otherwise")]
    .filter(Boolean).join(" "));
}

// A row, with the end of what cannot be said beside it: what is no claim is about nobody.
function entriesOf(statement, row) {
  const before = decisionOn(statement);
  const isNone = row.predicate_id === TYPE && isNot(row);
  const wasNone = row.predicate_id === ABOUT && before?.predicate_id === TYPE && isNot(before);
  const ended = [isNone && aboutKey(statement), wasNone && statement.iri].filter((key) => key && decisions.has(key));
  return [...ended.map((key) => [key, undefined]), [keyOfRow(row), row]];
}

// "Also in 1 copy: Daily Post."
function copyWords(words, among, why = "") {
  const outlets = [...new Set(among.map(outletOf))];
  const named = [...outlets.slice(0, MOST_COPIES), ...(outlets.length > MOST_COPIES ? ["…"] : [])].join(", ");
  return among.length ? `${words} ${among.length === 1 ? "1 copy" : `${among.length.toLocaleString("en")} copies`}${why}: ${named}.` : "";
}

function takeBack(...keys) {
  const twins = keys.flatMap((key) => twinsDecidedAlike(decisions.get(key)));
  setDecisions([...keys, ...twins.map(({ key }) => key)].map((key) => [key, undefined]));
  const inArticles = [...new Set(twins.map(({ twin }) => twin.article))];
  showDecided(["Taken back.", copyWords("Also in", inArticles)].filter(Boolean).join(" "));
}

// The wire copies of a statement of which the same is decided, with the keys of that.
function twinsDecidedAlike(row) {
  const statement = isOnStatement(row) ? byIri.get(row.subject_id) : null;
  const twins = statement ? inCopies(statement).twins : [];
  return twins.map((twin) => ({ twin, key: keyOfRow({ ...row, subject_id: twin.iri }) }))
    .filter(({ key }) => decisions.has(key) && isSameDecision(decisions.get(key), row));
}

function undo() {
  if (undoDecision()) showDecided("Undone.", { canUndo: undone.length > 0 });
}

// Show the page as it is decided now, with the keyboard where it was.
function showDecided(words, { canUndo = true } = {}) {
  const focused = document.activeElement?.id;
  refresh();
  showCorrections();
  tell(words, canUndo);
  const again = focused && byId(focused);
  if (again && again.offsetParent) again.focus();
  else if (!document.querySelector("dialog[open]")) (state.at ? byId("panel") : byId(`${state.view}-view`)).focus();
}

let silence;
function tell(words, canUndo) {
  const said = element("span", {}, kept(KEPT_AS) === null ? `${words} This browser keeps nothing: save the file before you leave.` : words);
  byId("told").replaceChildren(said, ...(canUndo ? [wordButton("Undo (Z)", undo, { id: "undo" })] : []));
  byId("told").hidden = false;
  clearTimeout(silence);
  silence = setTimeout(() => { byId("told").hidden = true; }, TOLD_FOR);
}

// Keys for who goes through many claims; not while one types.
function correctByKey(key) {
  if (key === "z") return undo() ?? true;
  const statement = state.at?.type === "statement" ? state.at : null;
  if (!statement || !["y", "n", "s", "a"].includes(key)) return false;
  if (key === "s") askForSource(statement);
  else if (key === "a") askForSubject(statement);
  else decideType(statement, key === "y" ? "" : "Not");
  return true;
}

// ---------------------------------------------------------------- to choose a source, or who is the same

function openDialog(heading, ...children) {
  const dialog = element("dialog", { "aria-label": heading, className: "ask" });
  const close = element("button", { type: "button", className: "close", "aria-label": "Close" }, "×");
  close.addEventListener("click", () => dialog.close());
  dialog.append(close, element("h2", {}, heading), ...children);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

// Ask for one of some nodes; typing finds the others. `others` makes more buttons from what is typed.
function askForNode(heading, near, all, choose, others) {
  const list = element("ul", { className: "offered" });
  const typed = element("input", { type: "search", autocomplete: "off", spellcheck: false, "aria-label": "Type a name", placeholder: "Type a name" });
  const dialog = openDialog(heading, typed, list);
  const done = (act) => () => {
    dialog.close();
    act();
  };
  const show = () => {
    const wanted = plainLetters(typed.value.trim());
    const found = (wanted ? all.filter((node) => plainLetters(node.label).includes(wanted)) : near).slice(0, MOST_OFFERED);
    const buttons = found.map((node) => element("li", {}, wordButton(node.label, done(() => choose(node)), { dir: "auto" }), " ",
      element("small", {}, kindName(kindOf(node)))));
    list.replaceChildren(...buttons, ...others(typed.value.trim()).map(([words, act]) => element("li", {}, wordButton(words, done(act), { dir: "auto" }))));
  };
  typed.addEventListener("input", show);
  typed.addEventListener("keydown", (event) => {
    if (event.key === "Enter") list.querySelector("button")?.click();
  });
  show();
  typed.focus();
}

// Words that describe a source; what is a name, or stands for one, describes nobody.
const PRONOUNS = new Set("he she it they we i you who that this these those".split(" "));
const describes = (words) => Boolean(words) && !PRONOUNS.has(words.toLocaleLowerCase()) && !nodes.some((node) => canSpeak(node) && isNamed(node) && node.name === words);

const canSpeak = (node) => node.type === "entity" && !["place", "event", "thing", "publication"].includes(node.kind);
const isSomebody = (node) => canSpeak(node) && (node.kind !== "unnamed" || (node.name !== UNNAMED && describes(node.name)));
const speakersByCount = () => [...count(statements.flatMap((each) => each.sources.filter(isNamed).map(like)))]
  .sort((a, b) => b[1] - a[1]).map(([node]) => node);

// First who passes the claim on and whom it passes on, then who is written so elsewhere, then who speaks in the article, by distance, then those who speak most.
function askForSource(statement) {
  const written = statements.filter((each) => statement.source_text && each.source_text === statement.source_text);
  const inArticle = byDistance(statement);
  const passing = [starts, ends].flatMap((side) => chain(statement, side)).flatMap((each) => each.sources).filter(isSomebody);
  const named = [...written, ...inArticle].flatMap((each) => each.sources.filter(isNamed));
  const spokenOf = inArticle.flatMap((each) => [...each.about, ...each.mentions]).filter((node) => ["person", "organization"].includes(node.kind));
  const now = new Set(statement.sources.map(like));
  const near = [...new Set([...passing, ...named, ...spokenOf, ...speakersByCount()].map(like))].filter((node) => !now.has(node));
  const all = [...new Set(nodes.filter(canSpeak).map(like))];
  askForNode("Who says it?", near, all, (node) => decideSource(statement, node.kind, node.name), (typed) => [
    ...(typed ? [["person", "A person"], ["organization", "An organisation"], ["group", "A group"]]
      .map(([kind, words]) => [`${words} called “${typed}”`, () => decideSource(statement, kind, typed)]) : []),
    ...(!typed && describes(statement.source_text)
      ? [[`As written: “${statement.source_text}”`, () => decideSource(statement, "unnamed", statement.source_text)]] : []),
    ["The article itself", () => decideSource(statement, "publication", statement.article.publisher ?? "")],
    ["Nobody is named", () => decideSource(statement, "unnamed", "")],
  ]);
}

// First whom and what the claim mentions, then who and what the article speaks of, by distance.
function askForSubject(statement) {
  const inArticle = byDistance(statement);
  const spokenOf = inArticle.flatMap((each) => [...each.about, ...each.mentions, ...each.sources.filter(isNamed)]);
  const now = new Set(statement.about.map(like));
  const near = [...new Set([...statement.mentions, ...spokenOf].map(like))].filter((node) => !now.has(node));
  const all = [...new Set(nodes.filter((node) => node.type === "entity" && node.kind !== "unnamed").map(like))];
  askForNode("Whom or what is it about?", near, all, (node) => decideSubject(statement, node.kind, node.name), (typed) => [
    ...(typed ? [["person", "A person"], ["organization", "An organisation"], ["place", "A place"], ["thing", "Something"]]
      .map(([kind, words]) => [`${words} called “${typed}”`, () => decideSubject(statement, kind, typed)]) : []),
    ["Nobody and nothing named", () => decideSubject(statement, "", "")],
  ]);
}

// The statements of its article, those first that stand near.
function byDistance(statement) {
  const away = (each) => Math.abs((each.places[0]?.[0] ?? 0) - (statement.places[0]?.[0] ?? 0));
  return starts(statement.article, "stated in").sort((a, b) => away(a) - away(b));
}

// "Same person as …", on the card of a person or a body.
function sameButton(entity) {
  if (!["person", "organization"].includes(entity.kind)) return null;
  const words = entity.kind === "person" ? "Same person as …" : "Same body as …";
  return wordButton(words, () => {
    const others = [...new Set(nodes.filter((node) => node.type === "entity" && node.kind === entity.kind).map(like))].filter((node) => node !== like(entity));
    const family = plainLetters(entity.label).split(" ").at(-1);
    const near = others.filter((node) => plainLetters(node.label).split(" ").includes(family));
    askForNode(words, near, others, (other) => decidePair(SAME, entity, other, ""), () => []);
  }, { className: "button", id: "is-same" });
}

// Decide how two entities, or the claims of two statements, relate.
function decidePair(predicate, one, other, modifier) {
  const rows = pairsMeant(predicate, one, other).map(([first, second]) => rowOnPair(predicate, first, second, modifier));
  setDecisions(rows.map((row) => [keyOfRow(row), row]));
  showDecided(`“${one.label}” ${judgedWords(rows[0])} “${other.label}”.`);
}

// Of an utterance, wire copies that are tied alike are meant, too, while they count once.
function pairsMeant(predicate, one, other) {
  const copies = (node) => (DECIDED_RELATIONS.get(predicate) === UTTERANCE ? inCopies(node).twins : []);
  const isTied = (first, second) => [...first.out, ...first.in].some((edge) => edge.relation === UTTERANCE && edge.node === second);
  const pairs = [one, ...copies(one)].flatMap((first) => [other, ...copies(other)].map((second) => [first, second]));
  return pairs.filter(([first, second], place) => !place || isTied(first, second));
}

function rowOnPair(predicate, one, other, modifier) {
  const place = (node) => statementsOf(node)[0];
  return { subject_id: endFor(one, predicate), subject_label: one.label, predicate_id: predicate, predicate_modifier: modifier,
    object_id: endFor(other, predicate), object_label: other.label, ...decidedNow(), subject_article: place(one)?.article.label ?? "",
    object_article: place(other)?.article.label ?? "", ...(one.claim ? { subject_said_by: saysWho(one), subject_passage: one.text,
      object_said_by: saysWho(other), object_passage: other.text } : {}) };
}

// Yes and No beside a claim that another one is said to relate to.
function judgeButtons(one, other, relation) {
  const predicate = [...DECIDED_RELATIONS].find(([, name]) => name === relation)[0];
  if (!one.claim || !other.claim) return null;
  const [subject, object] = [one, other].map((node) => endFor(node, predicate));
  const row = decisions.get(keyOfRow({ subject_id: subject, predicate_id: predicate, object_id: object }));
  const says = (words, modifier) => wordButton(words, () => decidePair(predicate, one, other, modifier), { className: "button",
    "aria-pressed": String(row?.predicate_modifier === modifier), "aria-label": `${words}: ${JUDGED_WORDS.get(predicate)[0]} ${other.label}` });
  return element("span", { className: "judge" }, says("Yes", ""), says("No", "Not"));
}

// ---------------------------------------------------------------- the list, and the file

function showCorrections() {
  byId("corrections").hidden = !decisions.size;
  byId("corrections").textContent = `Corrections ${decisions.size.toLocaleString("en")}`;
  byId("decided")?.replaceChildren(...listedDecisions());
}

function listedDecisions() {
  if (!decisions.size) return [element("li", {}, "Nothing is decided yet. The card of a claim has ✓, ✗ and ✎.")];
  return [...decisions].reverse().map(([key, row]) => element("li", {}, element("span", { dir: "auto" }, wordsOfRow(row)), " ",
    wordButton("Take back", () => takeBack(key))));
}

function wordsOfRow(row) {
  const shown = byIri.has(row.subject_id) || statements.some((each) => each.claim === row.subject_id) ? "" : " (not on this page)";
  const label = `“${row.subject_label || row.subject_id}”${printedWhere(byIri.get(row.subject_id))}`;
  if (row.predicate_id === TYPE) return `${label}: ${isNot(row) ? "no claim" : "right"}${shown}`;
  if (row.predicate_id === SOURCE) return `${label}: said by ${row.object_label || "nobody named"}${shown}`;
  if (row.predicate_id === ABOUT) return `${label}: about ${row.object_label || NOBODY_NAMED}${shown}`;
  return `${label} ${judgedWords(row)} “${row.object_label || row.object_id}”${shown}`;
}

// Which one it is of several printings.
const printedWhere = (node) => (node?.type === "statement" && printings.get(textKey(node))?.length > 1 ? ` in ${outletOf(node.article)}` : "");

function openCorrections() {
  const by = element("input", { type: "text", id: "decided-by", value: kept(BY_AS) ?? "", autocomplete: "name" });
  by.addEventListener("input", () => keep(BY_AS, by.value.trim()));
  const file = element("input", { type: "file", accept: ".tsv,text/tab-separated-values", id: "opened" });
  file.addEventListener("change", async () => readTable(await file.files[0].text()));
  openDialog("Corrections",
    element("ol", { id: "decided" }, ...listedDecisions()),
    element("p", {}, element("label", {}, "Decided by ", by)),
    element("p", { id: "missing", className: "doubt", role: "alert", hidden: true }, "Write your name: the graph says who decided."),
    element("p", { className: "actions" }, wordButton("Save corrections.tsv", () => saveCorrections(by), { className: "button", id: "save" }),
      element("label", { className: "button" }, "Add those of a file ", file)),
    element("p", { className: "hint" }, "They are kept in this browser only. The file makes them last: ",
      element("code", {}, "kg build … --corrections corrections.tsv"), ", and so do kg merge and kg view. Delete a line, and it is undone."));
}

function saveCorrections(by) {
  const isMissing = !by.value.trim() && [...decisions.values()].some((row) => !row.author_label);
  byId("missing").hidden = !isMissing;
  if (isMissing) by.focus();
  else save(toTable(by.value.trim()), "text/tab-separated-values", "corrections.tsv");
}

// A cell that a spreadsheet would compute begins with an apostrophe, which kg takes off again.
function toTable(by) {
  const cell = (value) => {
    const text = value.replace(/\s+/g, " ").trim().replace(/^(?=[=+\-@])/, "'");
    return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const rows = [...decisions.values()].map((row) => SSSOM_COLUMNS
    .map((column) => cell((column === "author_label" && !row[column] ? by : row[column]) ?? "")).join("\t"));
  return [...TABLE_HEAD.map((line) => `#${line}`), SSSOM_COLUMNS.join("\t"), ...rows].map((line) => `${line}\n`).join("");
}

// Take up the rows of a file; those on what is decided here already win over it.
function readTable(text) {
  const prefixes = new Map([...text.matchAll(/^# +([\w-]*:) (\S+)$/gm)].map(([, prefix, begin]) => [prefix, begin]));
  const table = text.replace(/^\ufeff/, "").split(/\r?\n/).filter((line) => line && !line.startsWith("#")).map(cellsOf);
  const [names = [], ...rows] = table;
  const found = rowsIn(JSON.stringify(rows.map((cells) => Object.fromEntries(names.map((name, place) => [name, cells[place] ?? ""])))));
  for (const row of found) {
    for (const name of ["subject_id", "predicate_id", "object_id"]) row[name] = nameOfIri(row[name], prefixes);
  }
  setDecisions(found.map((row) => [keyOfRow(row), row]));
  showDecided(`${plural(found.length, "line")} of the file taken up.`);
}

function cellsOf(line) {
  return [...line.matchAll(/(?:^|\t)(?:"((?:[^"]|"")*)"(?=\t|$)|([^\t]*))/g)]
    .map(([, quoted, plain]) => (quoted === undefined ? plain : quoted.replaceAll('""', '"')).replace(/^'(?=[=+\-@])/, ""));
}

// An IRI as the page has it: of our own terms with a prefix, all others in full.
function nameOfIri(name, prefixes) {
  const bare = name.replace(/^<|>$/g, "");
  const prefix = bare.slice(0, bare.indexOf(":") + 1);
  const iri = (prefixes.get(prefix) ?? NAMESPACES.get(prefix) ?? prefix) + bare.slice(prefix.length);
  const known = [...NAMESPACES].find(([, begin]) => iri.startsWith(begin));
  return known ? known[0] + iri.slice(known[1].length) : iri;
}

function listenToCorrections() {
  byId("corrections").addEventListener("click", openCorrections);
  byId("all-corrections").addEventListener("click", openCorrections);
}
