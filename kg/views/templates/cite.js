// A citation: the words as the text has them, in quotation marks only where they stand in quotation marks there.
"use strict";

const OPENING = new Map([["“", "”"], ["„", "“”"], ["«", "»"], ["‘", "’"]]); // and what closes each
const CLOSING = new Set("”»");

// Which characters of some text stand in quotation marks, the marks themselves included. A mark that nothing closes
// counts to the end, one that nothing opens from the beginning: the text may be part of a longer one.
function inQuotes(text) {
  const marks = new Array(text.length).fill(false);
  let [open, since] = ["", 0];
  const close = (place) => {
    marks.fill(true, since, place + 1);
    open = "";
  };
  for (let place = 0; place < text.length; place += 1) {
    const letter = text[place];
    const isWordBefore = /[\p{L}\p{N}]/u.test(text[place - 1] ?? "");
    const isWordBehind = /[\p{L}\p{N}]/u.test(text[place + 1] ?? "");
    if (letter === "\n" && open) close(place - 1); // a quotation that goes on is opened again
    else if (open && open.includes(letter) && !(letter === "’" && isWordBehind)) close(place);
    else if (open) continue;
    else if (letter === '"') [open, since] = opensHere(text, place) ? ['"', place] : unopened(place);
    else if (OPENING.has(letter) && !(letter === "‘" && isWordBefore)) [open, since] = [OPENING.get(letter), place];
    else if (CLOSING.has(letter)) unopened(place);
  }
  if (open) close(text.length);
  return marks;

  function unopened(place) {
    if (text[place] === '"' && /\d/.test(text[place - 1] ?? "")) return ["", 0]; // inches
    const line = text.lastIndexOf("\n", place) + 1;
    if (!marks.slice(line, place).some(Boolean)) marks.fill(true, line, place + 1);
    return ["", 0];
  }
}

// A straight mark opens before a word and behind nothing, a space, a bracket or a dash.
const opensHere = (text, place) => /[^\s]/.test(text[place + 1] ?? "") && /^$|[\s([—–-]/.test(text[place - 1] ?? "");

// What the text has at each place of a claim, in marks where it has them; an ellipsis for what stands between.
function citedWords(statement) {
  const pieces = passageOf(statement).flatMap((window) => citedPieces(window));
  return pieces.length ? pieces.join(" … ") : wordsOfClaim(statement);
}

function citedPieces(window) {
  const text = window.pieces.map(([, words]) => words).join("");
  const quoted = inQuotes(text);
  const cited = [];
  let place = 0;
  for (const [part, words] of window.pieces) {
    if (part === "content") cited.push(inMarks(words, quoted.slice(place, place + words.length)));
    place += words.length;
  }
  return cited;
}

// Words with double marks around each run of them that is quoted, whatever marks the text has.
function inMarks(words, quoted) {
  const runs = [];
  for (let place = 0; place < words.length; place += 1) {
    if (!runs.length || runs.at(-1).isQuoted !== quoted[place]) runs.push({ isQuoted: quoted[place], words: "" });
    runs.at(-1).words += words[place];
  }
  const written = runs.map(({ isQuoted, words: run }) => (isQuoted ? `“${withoutMarks(run)}”` : run));
  return written.join("").replace(/\s+/g, " ").trim();
}

const withoutMarks = (run) => run.trim().replace(/^["“„«‘]\s*/, "").replace(/\s*["”“»’]$/, "");

// What one needs to quote a claim and find it again.
function citation(statement) {
  const { article } = statement;
  const who = statement.sources.map((source) => source.name).join("; ");
  const where = [article.headline ?? article.label, ...(isNameless(article) ? [] : [article.publisher, article.date]), article.url];
  const places = statement.places.length ? `characters ${placesOf(statement).replaceAll("\u2060", "")}` : null;
  const how = [quotedWords(statement), statement.cue && `“${statement.cue}”`, statement.polarity === "negated" && "negated"];
  const told = [`${who} (${how.filter(Boolean).join(", ")}): ${citedWords(statement)}`, [...where, places].filter(Boolean).join(", ")];
  return told.map(ended).join(" ");
}

// A sentence ends in a stop, before a closing mark or behind it.
const ended = (words) => (/[.!?…][”’]?$/.test(words) ? words : `${words}.`);

function copyButton(statement) {
  const button = element("button", { type: "button", id: "copy" }, "Copy citation");
  button.addEventListener("click", async () => {
    await copyText(citation(statement));
    button.textContent = "Copied";
  });
  return button;
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
