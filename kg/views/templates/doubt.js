// How sure a statement is: that it is a claim at all, and that whoever is named says it. A graph may say neither.
"use strict";

const LIKELY = 0.5; // below it, wrong is likelier than right
const NEARLY = 0.75;
const KNOWN = 0.7; // below it, who says it is doubtful
const STEPS = new Map([["likely", LIKELY], ["nearly", NEARLY], ["all", 0]]);
const STEP_NAMES = new Map([["likely", "likelier right than wrong"], ["nearly", "nearly sure"], ["all", "everything"]]);

const highest = (told) => told.filter((number) => number !== undefined).reduce((a, b) => Math.max(a, b), -1);
const attributions = (statement) => statement.out.filter((edge) => edge.relation === "source");

for (const statement of statements) {
  const [claim, source] = [highest(statement.extractions.map((found) => found.confidence)),
    highest(attributions(statement).map((edge) => edge.confidence))];
  statement.isToldHowSure = claim >= 0 || source >= 0;
  statement.claimSure = claim < 0 ? 1 : claim;
  statement.sourceSure = source < 0 ? 1 : source;
  statement.sure = statement.claimSure * statement.sourceSure;
}

const isOpen = (edge) => Boolean(edge.rule?.startsWith("unresolved"));
const isWeakClaim = (statement) => statement.claimSure < LIKELY;
const isWeakSource = (statement) => statement.sourceSure < KNOWN;
const isWeak = (statement) => isWeakClaim(statement) || isWeakSource(statement) || statement.sure < LIKELY;

// What a reader must know before he prints it, each in a few words: of the claim, and of who says it.
function claimDoubts(statement) {
  if (isWeakClaim(statement)) return ["? a claim"];
  return isWeak(statement) && !isWeakSource(statement) ? ["? doubtful"] : [];
}

function sourceDoubts(statement) {
  return [openWords(statement) || (isWeakSource(statement) && "? who says it")].filter(Boolean);
}

const weaknesses = (statement) => [...claimDoubts(statement), ...sourceDoubts(statement)];

// That nobody has found out who a source is.
function openWords(statement) {
  if (!attributions(statement).some(isOpen)) return "";
  return statement.source_text ? "open: who this is" : "open: nobody is named";
}
