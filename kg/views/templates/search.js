// The search: the same words find the same claims as with `kg search`, which leaves it to SQLite's FTS5 ("unicode61"
// without diacritics, "porter"). A phrase stands in quotation marks, boat* is a beginning, -boat must not be there.
"use strict";

const PIECE = /-?"[^"]*"\*?|\S+/g;
const stems = new Map();

function stemOf(word) {
  if (!stems.has(word)) stems.set(word, new TextEncoder().encode(word).length < 3 ? word : stemmer(word));
  return stems.get(word);
}

function stemsOf(text) {
  const plain = text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase();
  return (plain.match(/[\p{L}\p{N}\p{Co}]+/gu) ?? []).map(stemOf);
}

const searched = new Map(); // for each statement, the stems of its claim and passage, of the headline and of each name

function searchedOf(statement) {
  if (!searched.has(statement)) {
    const near = [...statement.sources, ...statement.about, ...statement.mentions];
    const names = near.flatMap((entity) => [entity.name, ...(entity.aliases ?? [])]);
    const called = [...names, statement.source_text, statement.channel, statement.time_text, statement.article.publisher]
      .filter((name) => name !== NOBODY);
    const passage = passageOf(statement).flatMap((window) => window.pieces)
      .filter(([part]) => part === "content").map(([, text]) => text).join(" ");
    searched.set(statement, [statement.text, passage, statement.article.headline, ...called].filter(Boolean).map(stemsOf));
  }
  return searched.get(statement);
}

function readQuery(query) {
  return (query.match(PIECE) ?? []).filter((piece) => /[\p{L}\p{N}]/u.test(piece)).map((piece) => ({
    isUnwanted: piece.startsWith("-"), isBeginning: piece.endsWith("*"), stems: stemsOf(piece),
  }));
}

function standsIn(column, { stems: phrase, isBeginning }) {
  const last = phrase.length - 1;
  const isLike = (stem, wanted, at) => (isBeginning && at === last ? stem?.startsWith(wanted) : stem === wanted);
  return column.some((_, start) => phrase.every((wanted, at) => isLike(column[start + at], wanted, at)));
}

const says = (statement, piece) => searchedOf(statement).some((column) => standsIn(column, piece)) !== piece.isUnwanted;

// The claims that have all the words; if there are none, those in which the last one is the beginning of a word.
function findClaims(query) {
  const pieces = readQuery(query);
  const withAll = (all) => new Set(statements.filter((one) => all.every((piece) => says(one, piece))).map((one) => one.claim));
  const found = withAll(pieces);
  return found.size ? found : withAll(pieces.map((piece, at) => (at === pieces.length - 1 ? { ...piece, isBeginning: true } : piece)));
}
