// The text of articles, as far as the page has it, and where statements stand in it. Places are code points, half open.
"use strict";

const PAIRS = /[\ud800-\udbff][\udc00-\udfff]/; // of UTF-16, which make places in text and in strings differ

// The text of an article between two places; "" where the page does not have all of it.
function textBetween(article, start, end) {
  const stretch = article.stretches.find(([first, text]) => first <= start && end - first <= text.length);
  if (!stretch) return "";
  const [first, text] = stretch;
  if (!PAIRS.test(text)) return text.slice(start - first, end - first);
  stretch[2] ??= [...text];
  return stretch[2].slice(start - first, end - first).join("");
}

// The text around a statement, in pieces that belong to its content, its source, its cue, or nothing.
function passageOf(statement) {
  if (statement.passage) return statement.passage; // it says otherwise than the article's text
  return (statement.windows ?? []).map(([start, end, opens, finishes]) => ({
    start, opens_midway: opens, ends_midway: finishes,
    pieces: piecesOf(statement, start, end).map(([part, from, to]) => [part, textBetween(statement.article, from, to)]),
  }));
}

function piecesOf(statement, start, end) {
  const places = marksOf(statement).filter(([, from, to]) => from < end && to > start);
  const cuts = [...new Set([start, end, ...places.flatMap(([, from, to]) => [Math.max(from, start), Math.min(to, end)])])]
    .sort((a, b) => a - b);
  return cuts.slice(1).map((to, place) => {
    const from = cuts[place];
    return [places.find((mark) => mark[1] <= from && to <= mark[2])?.[0] ?? null, from, to];
  });
}

const marksOf = (statement) => [["content", statement.places], ["source", statement.source_at ?? []], ["cue", statement.cue_at ?? []]]
  .flatMap(([part, places]) => places.map(([start, end]) => [part, start, end]));

// The words around a statement, which the search seldom needs.
function wordsAround(statement) {
  statement.around ??= passageOf(statement).map((window) => window.pieces.map(([, text]) => text).join(""))
    .join("\n").toLocaleLowerCase();
  return statement.around;
}

const BLANK_LINES = /\n\s*\n/g; // part paragraphs; in a text without them, every line is one
const MOST_BETWEEN = 4; // code points between two paragraphs that are no text

// The paragraphs of an article: start, end, and whether text that the page does not have stands before them.
function paragraphsOf(article) {
  const found = [];
  let behind = 0;
  for (const [first, text] of article.stretches) {
    const place = PAIRS.test(text) ? (at) => first + [...text.slice(0, at)].length : (at) => first + at;
    const breaks = text.matchAll(text.search(BLANK_LINES) >= 0 ? BLANK_LINES : /\n/g);
    let isAfterGap = found.length > 0 && first - behind > MOST_BETWEEN;
    let start = 0;
    for (const { index, 0: { length } } of [...breaks, { index: text.length, 0: "" }]) {
      if (text.slice(start, index).trim()) {
        found.push({ start: place(start), end: place(index), isAfterGap });
        isAfterGap = false;
      }
      start = index + length;
    }
    behind = place(text.length);
  }
  return found;
}
