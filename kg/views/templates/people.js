// People: who speaks of whom. Everybody stands once, in the place that kg/views/speakers.py found; the wider a line, the
// more claims. The lines count what the filters keep. Around one person: who speaks of them, and of whom they speak.
"use strict";

const STEP = 34; // from row to row, in pixels
const [TALL, HEADS] = [26, 52]; // of a box, and of what stands above the columns
const WIDEST = 190;
const MOST_AROUND = 40; // boxes on either side of one person
const HEADINGS = ["only speak", "speak, and are spoken of", "are spoken of, speak of nobody shown"];

const isWho = (node) => ["person", "organization"].includes(node.kind);

let counted = { among: null }; // what is counted already, and among which claims

function whoSpeaksOfWhom() {
  if (counted.among !== shown) counted = { ...countSpoken(), among: shown };
  return counted;
}

// For everybody who speaks of others, of whom in how many claims; and for those, by whom.
function countSpoken() {
  const told = { of: new Map(), by: new Map() };
  const add = (counts, one, other) => {
    if (!counts.has(one)) counts.set(one, new Map());
    counts.get(one).set(other, (counts.get(one).get(other) ?? 0) + 1);
  };
  for (const statement of shown) {
    const subjects = new Set([...statement.about, ...statement.mentions].filter(isWho).map(like));
    for (const source of new Set(statement.sources.filter(isWho).map(like))) for (const subject of subjects) {
      if (source === subject) continue;
      add(told.of, source, subject);
      add(told.by, subject, source);
    }
  }
  return told;
}

const sumOf = (counts) => [...(counts ?? new Map()).values()].reduce((sum, number) => sum + number, 0);

function showPeople() {
  byId("people").replaceChildren();
  if (state.view !== "people") return;
  const told = whoSpeaksOfWhom();
  const chosen = state.at?.type === "entity" && isWho(state.at) ? like(state.at) : null;
  const isAround = Boolean(chosen && (state.ego || !people.some(([number]) => like(nodes[number]) === chosen)));
  const placed = isAround ? placesAround(chosen, told) : placesOfAll(told);
  sayWho(chosen, told, isAround);
  const all = new Set([...told.of.keys(), ...told.by.keys()]);
  const left = all.size - placed.length;
  byId("unplaced").textContent = !all.size ? "No claim that is shown has a person or a body speak of another."
    : !isAround && left > 0 ? `Not drawn: ${plural(left, "more name")} with fewer claims. The search and the filters find them.` : "";
  if (placed.length) drawPeople(placed, told, chosen, isAround);
}

const placesOfAll = (told) => people.map(([number, column, row]) => ({ who: like(nodes[number]), column, row }))
  .filter(({ who }) => told.of.has(who) || told.by.has(who));

// One person in the middle, the others by their claims.
function placesAround(chosen, told) {
  const [speakers, subjects] = [told.by, told.of].map((counts) => most(counts.get(chosen) ?? [], MOST_AROUND));
  const side = (counts, column, height) => counts.map(([who], row) => ({ who, column, row: row + (height - counts.length) / 2 }));
  const height = Math.max(speakers.length, subjects.length, 1);
  return [...side(speakers, 0, height), { who: chosen, column: 1, row: (height - 1) / 2 }, ...side(subjects, 2, height)];
}

// Who is chosen, in a sentence, with the ways on.
function sayWho(chosen, told, isAround) {
  if (!chosen) return byId("ego").replaceChildren("Choose somebody, or a line for its claims. The wider a line, the more claims.");
  const [speaks, spoken] = [sumOf(told.of.get(chosen)), sumOf(told.by.get(chosen))];
  const turn = wordButton(isAround ? "Everybody" : "Only around them", () => {
    Object.assign(state, { ego: !isAround, at: isAround ? null : chosen });
    refresh();
    writeAddress(false);
    byId("people-view").focus();
  }, { id: "turn" });
  return byId("ego").replaceChildren(element("span", {}, element("b", { dir: "auto" }, nameApart(chosen)),
    ` speaks of others in ${plural(speaks, "claim")} and is spoken of in ${spoken.toLocaleString("en")}.`), turn);
}

function drawPeople(placed, told, chosen, isAround) {
  const room = byId("people").clientWidth;
  const width = Math.min(WIDEST, (room - 20) / 3 - 4);
  const left = [0, (room - width) / 2, room - width];
  const places = [...placed].map(({ who, column, row }) => ({ who, column, x: left[column], y: HEADS + row * STEP }));
  const near = new Set(chosen ? [...(told.of.get(chosen)?.keys() ?? []), ...(told.by.get(chosen)?.keys() ?? [])] : []);
  const headings = isAround ? ["speak of them", "", "they speak of"] : HEADINGS;
  const heads = headings.map((words, column) => placeAt(element("h2", {}, words), left[column], 0, width))
    .filter((head, column) => head.textContent && placed.some((place) => place.column === column));
  byId("people").classList.toggle("chosen", Boolean(chosen) && !isAround);
  byId("people").style.height = `${Math.max(...places.map(({ y }) => y)) + TALL + 10}px`;
  byId("people").append(linesBetween(places, told, chosen, isAround ? chosen : null, width), ...heads,
    ...places.map((place) => placeAt(whoButton(place, told, chosen, near), place.x, place.y, width)));
}

function placeAt(made, x, y, width) {
  Object.assign(made.style, { left: `${x}px`, top: `${y}px`, width: `${width}px` });
  return made;
}

function whoButton({ who, column }, told, chosen, near) {
  const [speaks, spoken] = [sumOf(told.of.get(who)), sumOf(told.by.get(who))];
  const button = element("button", { type: "button", className: `who column-${column}${near.has(who) ? " near" : ""}`, title: withoutTurns(nameApart(who)),
    "aria-label": `${nameApart(who)}: speaks of others in ${plural(speaks, "claim")}, is spoken of in ${spoken.toLocaleString("en")}`,
    "aria-pressed": String(who === chosen) }, element("span", { dir: "auto" }, who.label), hasNamesake(who) ? element("i", {}, kindName(who.kind)) : null,
  element("small", {}, [speaks, spoken].filter(Boolean).map((number) => number.toLocaleString("en")).join(" · ")));
  button.addEventListener("click", () => {
    if (who === chosen) state.ego = true;
    select(who);
    byId("people").querySelector("[aria-pressed=true]")?.focus();
  });
  return button;
}

// A line for each two of whom one speaks of the other. The panel of either has the same numbers, for those who see no lines.
function linesBetween(places, told, chosen, only, width) {
  const placeOf = new Map(places.map((place) => [place.who, place]));
  const drawing = svgElement("svg", { "aria-hidden": "true" }, svgElement("defs", {}, arrowHead("out"), arrowHead("in")));
  for (const [speaker, counts] of told.of) for (const [subject, number] of counts) {
    const [from, to] = [placeOf.get(speaker), placeOf.get(subject)];
    if (!from || !to || (only && only !== speaker && only !== subject)) continue;
    const side = speaker === chosen ? "out" : subject === chosen ? "in" : "";
    const line = svgElement("path", { d: curve(from, to, width), class: side, "stroke-width": 1 + 1.7 * Math.sqrt(number) / 2,
      ...(side ? { "marker-end": `url(#head-${side})` } : {}) },
    svgElement("title", {}, withoutTurns(`${nameApart(speaker)} of ${nameApart(subject)}: ${plural(number, "claim")}`)));
    line.addEventListener("click", () => openClaims({ source: speaker, about: subject }));
    drawing.append(line);
  }
  return drawing;
}

// From the edge of a box to that of another; between two of one column in a bow beside it.
function curve(from, to, width) {
  const [y1, y2] = [from.y + TALL / 2, to.y + TALL / 2];
  if (from.column === to.column) {
    const [edge, side] = from.y < to.y ? [from.x + width, 1] : [from.x, -1];
    const bow = edge + side * Math.min(46, 14 + Math.abs(y2 - y1) / 5);
    return `M${edge},${y1} C${bow},${y1} ${bow},${y2} ${edge},${y2}`;
  }
  const [x1, x2] = from.column < to.column ? [from.x + width, to.x] : [from.x, to.x + width];
  const middle = (x1 + x2) / 2;
  return `M${x1},${y1} C${middle},${y1} ${middle},${y2} ${x2},${y2}`;
}

function svgElement(name, attributes, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const arrowHead = (side) => svgElement("marker", { id: `head-${side}`, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 9, markerHeight: 9,
  markerUnits: "userSpaceOnUse", orient: "auto" }, svgElement("path", { d: "M0,0 8,4 0,8Z", class: `tip-${side}` }));

// What the panel of somebody has of this: each name with a bar, and a number that opens the claims.
function spokenSections(entity) {
  if (!isWho(entity)) return [];
  const [who, told] = [like(entity), whoSpeaksOfWhom()];
  const largest = Math.max(1, ...[told.of, told.by].flatMap((counts) => [...(counts.get(who) ?? new Map()).values()]));
  const line = (other, number, narrowed) => element("span", { className: "spoken" }, link(other, nameApart(other)),
    element("meter", { value: number, max: largest, "aria-label": plural(number, "claim") }), opening(narrowed, plural(number, "claim")));
  return [
    section("Speaks of", most(told.of.get(who) ?? [], MOST_AROUND).map(([other, number]) => line(other, number, { source: who, about: other }))),
    section("Is spoken of by", most(told.by.get(who) ?? [], MOST_AROUND).map(([other, number]) => line(other, number, { source: other, about: who }))),
  ];
}

addEventListener("resize", showPeople);
