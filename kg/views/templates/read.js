// Reading: an article with its text, as far as the build kept it, and every claim marked in it in its speaker's colour.
"use strict";

const MOST_ARTICLES = 300; // in the list
let cameFrom = ""; // the view from which the reader came

const openArticle = () => (state.at?.type === "statement" ? state.at.article
  : state.at?.type === "article" ? state.at : state.open ?? (articles.length === 1 ? articles[0] : null));

function showReading() {
  byId("reading").replaceChildren();
  byId("library").replaceChildren();
  if (state.view !== "read") return;
  const article = openArticle();
  state.open = article;
  if (article) byId("reading").replaceChildren(...reading(article));
  else byId("library").replaceChildren(...library());
  markInText();
  scrollToClaim();
}

// ---------------------------------------------------------------- the list of articles

function library() {
  const told = [...count(shown.map((statement) => statement.article))];
  const left = told.length - MOST_ARTICLES;
  return [element("h2", {}, plural(told.length, "article")),
    element("ol", {}, ...told.slice(0, MOST_ARTICLES).map(([article, number]) => listed(article, number))),
    element("p", { className: "hint" }, left > 0 ? `${plural(left, "article")} more: search or filter to see them.` : "")];
}

function listed(article, number) {
  return element("li", {}, wordButton(nameOf(article), () => openText(article), { dir: "auto" }),
    element("small", { dir: "auto" }, [byline(article), plural(number, "claim")].filter(Boolean).join(" · ")));
}

// ---------------------------------------------------------------- one article

// The claims that are marked in an article, in text order; those that only their doubtfulness keeps out are hairlines.
function marked(article) {
  return starts(article, "stated in")
    .filter((statement) => [NOTHING, COPIES, SURE, CLAIMS].includes(statement.failed) && statement.places.length)
    .filter((statement) => state.voice || statement.quotation !== "narration" || statement === state.at)
    .sort((a, b) => a.places[0][0] - b.places[0][0] || b.places.at(-1)[1] - a.places.at(-1)[1]);
}

function reading(article) {
  const claims = marked(article);
  const own = starts(article, "stated in").filter((each) => each.quotation === "narration" && each.failed === NOTHING).length;
  const started = new Set();
  return [
    waysBack(),
    element("h2", { dir: "auto" }, nameOf(article)),
    element("p", { className: "byline", dir: "auto" }, [byline(article), (article.authors ?? []).join(", "), plural(claims.length, "claim")]
      .filter(Boolean).join(" · ")),
    keyToMarks(own),
    article.is_whole ? null : element("p", { className: "hint" },
      "The build kept the text around the claims only; kg build --keep-text full keeps all of it."),
    ...paragraphsOf(article).map((paragraph) => paragraphRow(paragraph, article, claims, started)),
    stepper(),
  ].filter(Boolean);
}

function waysBack() {
  const ways = [
    cameFrom && wordButton(`← Back to the ${cameFrom}`, () => setView(cameFrom)),
    articles.length > 1 && wordButton("← All articles", () => openText(null)),
  ];
  return element("p", { className: "ways" }, ...ways.filter(Boolean));
}

function keyToMarks(own) {
  const box = element("input", { type: "checkbox", checked: state.voice, id: "voice" });
  box.addEventListener("change", () => {
    state.voice = box.checked;
    update();
    byId("voice")?.focus();
  });
  return element("p", { className: "marks" },
    element("span", {}, element("span", { className: "claim hue-0" }, "said by somebody"), " one colour a speaker"),
    element("span", {}, element("span", { className: "claim hue-8 weak" }, "doubtful"), " left out elsewhere, unless you show it"),
    own ? element("label", {}, box, ` mark the article’s own voice, ${own}`) : null);
}

function paragraphRow(paragraph, article, claims, started) {
  const here = claims.filter((claim) => claim.places.some(([start, end]) => start < paragraph.end && end > paragraph.start));
  const sources = claims.filter((claim) => (claim.source_at ?? []).some(([start, end]) => start < paragraph.end && end > paragraph.start));
  const beginning = here.filter((claim) => !started.has(claim));
  for (const claim of beginning) started.add(claim);
  return element("div", { className: `paragraph${paragraph.isAfterGap ? " after-gap" : ""}` },
    element("p", { className: "margin" }, ...speakers(beginning)),
    element("p", { dir: "auto", lang: article.language ?? "" }, ...segments(paragraph, article, here, sources)));
}

// The names beside a paragraph: who speaks in it, with a question mark where that is doubtful.
function speakers(claims) {
  const heard = new Map();
  for (const claim of claims) for (const source of claim.sources) {
    heard.set(like(source), { source, isWeak: isWeakSource(claim) || heard.get(like(source))?.isWeak });
  }
  return [...heard.values()].map(({ source, isWeak: weak }) => element("span", {}, link(source),
    weak ? element("sup", { title: "who says it is doubtful" }, "?") : null, element("i", { className: `swatch ${hueOf(source)}` })));
}

const hueOf = (source) => (source.hue === undefined ? "voice" : `hue-${source.hue}`);

// A paragraph in pieces that have the same claims on them; where claims stand in each other, the innermost counts.
function segments(paragraph, article, claims, sources) {
  const within = (place) => place > paragraph.start && place < paragraph.end;
  const places = [...claims.flatMap((claim) => claim.places), ...sources.flatMap((claim) => claim.source_at)].flat();
  const cuts = [...new Set([paragraph.start, ...places.filter(within), paragraph.end])].sort((a, b) => a - b);
  return cuts.slice(1).map((end, place) => {
    const covers = (spans) => spans.some(([from, to]) => from <= cuts[place] && end <= to);
    const on = claims.filter((claim) => covers(claim.places)).sort((a, b) => extent(a) - extent(b));
    const words = textBetween(article, cuts[place], end);
    if (on.length) return segment(on, words);
    const speaker = sources.find((claim) => covers(claim.source_at));
    return speaker ? element("span", { className: `by ${hueOf(speaker.sources[0])}` }, words) : words;
  });
}

const extent = (claim) => claim.places.reduce((sum, [start, end]) => sum + end - start, 0);

function segment(on, words) {
  const [claim] = on;
  const isLeftOut = [SURE, CLAIMS].includes(claim.failed);
  const look = ["claim", hueOf(claim.sources[0]), isWeakClaim(claim) && "weak", isLeftOut && "left-out", isNoClaim(claim) && "no-claim"];
  const made = element("span", { className: look.filter(Boolean).join(" ") }, words);
  made.claims = on;
  made.addEventListener("click", () => select(on[(on.indexOf(state.at) + 1) % on.length]));
  return made;
}

// ---------------------------------------------------------------- from claim to claim

const piecesInText = () => [...byId("reading").querySelectorAll("span.claim")].filter((piece) => piece.claims);

// Mark what is selected, and give each claim one stop for the tab key, with its speaker and words for a reader who listens.
function markInText() {
  const stops = new Set();
  for (const piece of piecesInText()) {
    const [claim] = piece.claims;
    piece.classList.toggle("at", piece.claims.includes(state.at));
    if (stops.has(claim)) continue;
    stops.add(claim);
    const who = claim.sources.map((source) => source.label).join(", ");
    const doubt = isNoClaim(claim) ? ", no claim" : isWeak(claim) ? ", doubtful" : "";
    for (const [name, value] of Object.entries({ role: "button", tabindex: "0", "aria-label": `${who}: ${wordsOfClaim(claim)}${doubt}` })) {
      piece.setAttribute(name, value);
    }
    piece.setAttribute("aria-pressed", String(claim === state.at));
  }
  showStep();
}

function followInText(node) {
  const article = node?.type === "entity" ? state.open : openArticle();
  if (node?.type === "article" || article !== state.open || (node?.type === "statement" && !isInText(node))) showReading();
  else markInText();
  scrollToClaim();
}

function scrollToClaim() {
  const piece = piecesInText().find((each) => each.claims.includes(state.at));
  if (!piece) return;
  const { top, bottom } = piece.getBoundingClientRect();
  const lowest = NARROW.matches ? innerHeight * 0.4 : innerHeight - 60;
  if (top < 110 || bottom > lowest) piece.scrollIntoView({ block: NARROW.matches ? "start" : "center" });
}

const isInText = (claim) => piecesInText().some((piece) => piece.claims.includes(claim));

function stepper() {
  return element("nav", { className: "stepper", "aria-label": "Claims of the article" },
    wordButton("↑ claim before", () => stepInText(-1)), element("span", { id: "step", role: "status" }), wordButton("next claim ↓", () => stepInText(1)));
}

function showStep() {
  if (!state.open || !byId("step")) return;
  const claims = marked(state.open);
  const place = claims.indexOf(state.at);
  byId("step").textContent = place < 0 ? plural(claims.length, "claim") : `${place + 1} of ${claims.length}`;
}

function stepInText(direction) {
  const claims = state.open ? marked(state.open) : [];
  if (!claims.length) return;
  const place = claims.indexOf(state.at);
  const next = place < 0 ? (direction > 0 ? 0 : claims.length - 1) : place + direction;
  select(claims[Math.max(0, Math.min(next, claims.length - 1))]);
}

// Open an article, or the list of them.
function openText(article) {
  Object.assign(state, { view: "read", open: article, at: null });
  refresh();
  writeAddress(false);
  byId("read-view").scrollTop = 0;
}

// The way from a claim, or an article, to its place in the text.
function readButton(node) {
  return wordButton("Read in the article", () => {
    cameFrom = state.view;
    state.view = "read";
    refresh();
    select(node);
    byId("read-view").focus();
  }, { className: "button", id: "read-it" });
}
