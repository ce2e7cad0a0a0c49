// The controls: search, keys and buttons; and the start of it all.
"use strict";

function showControls() {
  const search = byId("search");
  if (document.activeElement !== search) search.value = state.query;
  for (const view of VIEWS) {
    byId(`as-${view}`).setAttribute("aria-pressed", String(state.view === view));
    byId(`${view}-view`).hidden = state.view !== view;
  }
  document.body.dataset.view = state.view;
  byId("zoom").hidden = state.view !== "graph";
  byId("subjects").checked = state.subjects;
  for (const button of document.querySelectorAll("button[data-take=png], button[data-take=svg]")) {
    button.disabled = !PICTURED.includes(state.view);
  }
  showRail();
}

function showTheme() {
  const theme = state.theme || (DARK.matches ? "dark" : "light");
  document.documentElement.dataset.theme = theme;
  byId("theme").setAttribute("aria-pressed", String(theme === "dark"));
  readPalette();
}

function switchTheme() {
  const other = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  state.theme = (other === "dark") === DARK.matches ? "" : other;
  showTheme();
  network.redraw();
  writeAddress(true);
}

function step(direction) {
  if (state.view === "read") return stepInText(direction);
  const visible = state.view === "graph" ? shown.filter(isDrawn).sort(byHeight) : shown;
  const place = visible.indexOf(state.at);
  if (!visible.length) return undefined;
  const next = place < 0 ? (direction > 0 ? 0 : visible.length - 1) : place + direction;
  return select(visible[Math.max(0, Math.min(next, visible.length - 1))]);
}

const byHeight = (one, other) => drawn.get(boxOf(one, "statement")) - drawn.get(boxOf(other, "statement"));

// From column to column: a statement's first source, a source's first statement, and so on.
function cross(side) {
  const [box] = (state.at ? boxesOf(state.at) : []).filter((each) => drawn.has(each));
  if (!box) return step(1);
  const beside = [...box.tied].filter((each) => drawn.has(each) && Math.sign(each.x - box.x) === side);
  return beside.length ? select(beside[0].node) : undefined;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  const typing = event.target.matches("input:not([type=checkbox], [type=radio])");
  const claim = event.target.claims?.[0]; // in the text of an article
  const drawing = event.target === container || event.target === document.body || claim || event.target === byId("read-view");
  if (!typing && correctByKey(event.key)) {
    event.preventDefault(); // else the key would be typed into what opens
    return;
  }
  if (event.key === "/" && !typing) byId("search").select();
  else if (claim && [" ", "Enter"].includes(event.key)) select(claim, { focus: true });
  else if (event.key === "Escape") back();
  else if (event.key === "ArrowDown" && drawing) step(1);
  else if (event.key === "ArrowUp" && drawing) step(-1);
  else if (event.key === "ArrowLeft" && drawing && state.view === "graph") cross(-1);
  else if (event.key === "ArrowRight" && drawing && state.view === "graph") cross(1);
  else return;
  event.preventDefault();
}

function back() {
  const before = state.at;
  const row = document.querySelector("tr.selected button");
  if (state.at) {
    select(null);
  } else if (state.query) {
    state.query = "";
    byId("search").value = "";
    update();
  }
  const piece = piecesInText().find((each) => each.claims.includes(before) && each.tabIndex === 0);
  ({ graph: container, table: row ?? byId("table-view"), overview: byId("overview-view"), read: piece ?? byId("read-view"),
    people: byId("people-view"), compare: byId("compare-view") })[state.view].focus();
}

function update() {
  refresh();
  writeAddress(true);
}

function setView(view) {
  state.view = view;
  if (view === "read") state.open = null; // the list, unless a claim or an article is selected
  cameFrom = "";
  refresh();
  writeAddress(false);
}

// On paper the graph is a table.
function printing(begins) {
  if (state.view !== (begins ? "graph" : "table") || begins === onPaper) return;
  onPaper = begins;
  state.view = begins ? "table" : "graph";
  refresh();
}

let onPaper = false;

function listen() {
  byId("search").addEventListener("input", ({ target }) => {
    state.query = target.value;
    update();
  });
  listenToRail();
  listenToCorrections();
  listenToCompare();
  byId("subjects").addEventListener("change", ({ target }) => {
    state.subjects = target.checked;
    update();
  });
  for (const view of VIEWS) byId(`as-${view}`).addEventListener("click", () => setView(view));
  for (const header of document.querySelectorAll("th[data-sort] button")) {
    header.addEventListener("click", () => sortBy(header.parentElement.dataset.sort));
  }
  for (const button of document.querySelectorAll("button[data-take]")) {
    button.addEventListener("click", () => take(button.dataset.take));
  }
  byId("theme").addEventListener("click", switchTheme);
  byId("closer").addEventListener("click", () => zoom(1.25));
  byId("farther").addEventListener("click", () => zoom(0.8));
  byId("fit").addEventListener("click", fitAll);
  byId("more").addEventListener("click", () => {
    const scale = network.getScale();
    const { x, y } = network.getViewPosition();
    moveView({ x, y: y + (container.clientHeight * 0.8) / scale }, scale);
  });
  document.addEventListener("keydown", onKey);
  addEventListener("beforeprint", () => printing(true));
  addEventListener("afterprint", () => printing(false));
  addEventListener("hashchange", () => {
    if (addressOf() === (location.hash || "#")) return;
    readAddress();
    refresh();
  });
}

readDecisions();
readAddress();
buildRail();
showCorrections();
startDrawing();
listen();
refresh();
