// Drift: one utterance as each article words it, beside the wording that quotes most. The words are compared as `kg query drift` does
// it, and besides one by one.
"use strict";

const MOST_WORDINGS = 12; // of one utterance
const MOST_LEFT_OUT = 6; // words that are shown struck through; of more only the number
const MOST_COMPARED = 250_000; // pairs of words; two longer texts are not compared word by word
const WORDS = new Intl.Segmenter("en", { granularity: "word" });
const UTTERANCE = "same utterance";
const DIRECTNESS = new Map([["direct", 2], ["mixed", 1]]);

const directness = (statement) => DIRECTNESS.get(statement.quotation) ?? 0;
const isHedged = (statement) => ["possible", "probable"].includes(statement.certainty);
const isUttered = (statement) => isHeard(statement) && statement.quotation !== "narration";

// ---------------------------------------------------------------- which statements are of one utterance

// Utterances that several articles have and word otherwise: their statements, the fullest quotation first, then by day.
function drifts() {
  const byClaim = Map.groupBy(statements.filter((each) => each.claim), (each) => each.claim);
  const seen = new Set();
  const found = [];
  for (const statement of shown) {
    if (seen.has(statement) || !isUttered(statement)) continue;
    const wordings = utteranceOf(statement, byClaim);
    for (const each of wordings) seen.add(each);
    if (new Set(wordings.map((each) => each.article)).size > 1) found.push(fullestFirst(wordings));
  }
  return found.filter(([fullest, ...others]) => others.some((each) => changesFrom(fullest, each).length))
    .sort((a, b) => b.length - a.length);
}

// The same words of the same speaker; what they deny is no utterance of what they say.
const isSaidAlike = (one, other) => one.polarity === other.polarity && one.sources.length === other.sources.length
  && one.sources.every((source) => other.sources.some((each) => isLike(source, each)));

// All statements of the utterance of one: those that a judgement ties to it, and those of the same words and speaker.
function utteranceOf(statement, byClaim) {
  const all = new Set([statement]);
  for (const each of all) {
    const withSameWords = (byClaim.get(each.claim) ?? []).filter((other) => isSaidAlike(each, other));
    for (const other of [...ends(each, UTTERANCE), ...starts(each, UTTERANCE), ...withSameWords]) if (isUttered(other)) all.add(other);
  }
  return [...all];
}

function fullestFirst(wordings) {
  const [fullest] = [...wordings].sort((a, b) => directness(b) - directness(a) || b.text.length - a.text.length || byDay(a, b));
  return [fullest, ...wordings.filter((each) => each !== fullest).sort(byDay)];
}

// What a wording did with the fullest one, in people's words.
function changesFrom(fullest, statement) {
  const [long, short] = [fullest, statement].map((each) => wordsIn(each.text).map(({ word }) => word).join(" "));
  const isCut = long !== short && ` ${long} `.includes(` ${short} `);
  const numbers = [fullest, statement].map((each) => numbersIn(each.text).join(" "));
  return [
    isCut ? "cut" : long !== short && "other words",
    !isCut && numbers[0] !== numbers[1] && "other numbers",
    directness(statement) < directness(fullest) && (directness(statement) ? "quoted in part" : "paraphrased"),
    isHedged(statement) && !isHedged(fullest) && "hedged",
    !isHedged(statement) && isHedged(fullest) && "no longer hedged",
  ].filter(Boolean);
}

const numbersIn = (text) => text.match(/\d(?:[\d.,]*\d)?/g) ?? [];

// ---------------------------------------------------------------- the words, one by one

// The words of a text, with their places in it; without case, accents and the form of an apostrophe.
function wordsIn(text) {
  const segments = [...WORDS.segment(text)].filter(({ isWordLike }) => isWordLike);
  return segments.map(({ segment, index }) => ({ word: plainLetters(segment).replaceAll("’", "'"), start: index, end: index + segment.length }));
}

// The places of the words that two lists have in common, in order: a longest common subsequence (Wagner and Fischer 1974).
function commonPlaces(before, after) {
  const width = after.length + 1;
  const longest = new Uint16Array((before.length + 1) * width); // of what stands behind each two places
  for (let i = before.length - 1; i >= 0; i -= 1) for (let j = after.length - 1; j >= 0; j -= 1) {
    const [skipped, missed] = [longest[(i + 1) * width + j], longest[i * width + j + 1]];
    longest[i * width + j] = before[i].word === after[j].word ? longest[(i + 1) * width + j + 1] + 1 : Math.max(skipped, missed);
  }
  const found = [];
  for (let [i, j] = [0, 0]; i < before.length && j < after.length;) {
    if (before[i].word === after[j].word) found.push([i++, j++]);
    else if (longest[(i + 1) * width + j] >= longest[i * width + j + 1]) i += 1;
    else j += 1;
  }
  return found;
}

// A text in pieces beside an earlier one: ["same", words], ["added", words], and ["left out", words, how many] of the earlier.
function comparedPieces(before, after) {
  const [old, own] = [wordsIn(before), wordsIn(after)];
  if (old.length * own.length > MOST_COMPARED) return [["same", after]];
  const pieces = [];
  let [written, gone, passed] = [0, 0, 0];
  for (const [i, j] of [...commonPlaces(old, own), [old.length, own.length]]) {
    const [leftOut, added] = [old.slice(gone, i), own.slice(passed, j)];
    if (leftOut.length || added.length) {
      const start = (added[0] ?? own[j])?.start ?? after.length;
      pieces.push(["same", after.slice(written, start)]);
      if (leftOut.length) pieces.push(["left out", before.slice(leftOut[0].start, leftOut.at(-1).end), leftOut.length]);
      if (added.length) pieces.push(["added", after.slice(start, added.at(-1).end)]);
      written = added.length ? added.at(-1).end : start;
    }
    [gone, passed] = [i + 1, j + 1];
  }
  return [...pieces, ["same", after.slice(written)]].filter(([, words]) => words);
}

// A wording with what came in and what was left out marked, for the eye and for the ear.
function markedWords(before, after) {
  return comparedPieces(before, after).flatMap(([what, words, number]) => {
    if (what === "same") return [words];
    if (what === "added") return [element("ins", {}, unseen("added: "), words)];
    const struck = element("del", {}, unseen("left out: "), words);
    return [" ", number > MOST_LEFT_OUT ? element("small", {}, `[${plural(number, "word")} left out]`) : struck, " "];
  });
}

const unseen = (words) => element("span", { className: "unseen" }, words);

// ---------------------------------------------------------------- its card

const driftLead = () => ["Each wording beside the one that quotes most. ", element("del", {}, "words left out"), " · ", element("ins", {}, "words that came in")];

function nothingDrifts() {
  const isJudged = statements.some((each) => each.out.some((edge) => edge.relation === UTTERANCE));
  return isJudged ? "No quote that is shown changed from one article to another."
    : `No quote that is shown changed from one article to another. That two articles report one utterance in other words is ${TO_JUDGE}`;
}

function driftCard([fullest, ...others]) {
  const left = others.length - MOST_WORDINGS;
  const inArticles = new Set([fullest, ...others].map((each) => each.article));
  return element("article", { className: "pair" },
    element("h2", { dir: "auto" }, ...namesLinked(fullest), " ", element("small", {}, `${plural(others.length + 1, "wording")} in ${plural(inArticles.size, "article")}`)),
    element("ol", { className: "wordings" }, ...[fullest, ...others.slice(0, MOST_WORDINGS)].map((each) => wordingRow(each, fullest))),
    left > 0 ? element("p", { className: "hint" }, `${plural(left, "wording")} more of it`) : null);
}

const namesLinked = (statement) => statement.sources.flatMap((source, place) => [place ? "; " : "", link(like(source))]);

function wordingRow(statement, fullest) {
  const words = statement === fullest ? [wordsOfClaim(statement)] : markedWords(wordsOfClaim(fullest), wordsOfClaim(statement));
  const changes = changesFrom(fullest, statement);
  const told = statement === fullest ? ["quotes most"] : changes.length ? changes : ["unchanged"];
  return element("li", {},
    element("p", { className: "who-when" }, ...outletAndDay(statement)),
    element("div", {}, element("p", { className: "wording", dir: "auto" }, ...words),
      element("p", { className: "hint" }, [quotedWords(statement), statement.cue && `“${statement.cue}”`, ...hedges(statement)].filter(Boolean).join(" · "),
        " ", ...told.flatMap((change) => [element("span", { className: "change" }, change), " "]), ...doubtMarks(weaknesses(statement)))));
}

// Where a statement is printed, which opens its card, and the day below it.
function outletAndDay(statement) {
  const { article } = statement;
  return [link(statement, outletOf(article)), element("small", {}, dayWords(article.date))];
}
