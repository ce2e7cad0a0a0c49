// The controls: filters, search, keys and buttons; and the start of it all.
"use strict";

function showControls() {
  const search = byId("search");
  if (document.activeElement !== search) search.value = state.query;
  byId("as-graph").setAttribute("aria-pressed", String(!state.table));
  byId("as-table").setAttribute("aria-pressed", String(state.table));
  byId("graph-view").hidden = state.table;
  byId("table-view").hidden = !state.table;
  byId("zoom").hidden = state.table;
  byId("subjects").checked = state.subjects;
  for (const box of document.querySelectorAll("fieldset input[value]")) box.checked = !state.hidden.has(box.value);
}

function buildFilters() {
  const counts = count(statements.flatMap((statement) => [statement.quotation, statement.attribution]));
  for (const label of document.querySelectorAll("label[data-filter]")) {
    const number = counts.get(label.dataset.filter) ?? 0;
    label.hidden = !number;
    label.querySelector("b").textContent = number.toLocaleString("en");
  }
  const kinds = count(statements.flatMap((statement) => [...new Set(statement.sources.map(kindOf))]));
  for (const [kind, number] of [...kinds].sort((a, b) => b[1] - a[1])) byId("kinds").append(kindFilter(kind, number));
  const subjects = boxes.filter((box) => box.column === "subject").length;
  byId("subject-count").textContent = subjects.toLocaleString("en");
  byId("filters").open = !NARROW.matches;
}

function kindFilter(kind, number) {
  const input = element("input", { type: "checkbox", value: kind, checked: true });
  const name = element("span", {}, kindName(kind));
  return element("label", {}, input, name, " ", element("b", {}, number.toLocaleString("en")));
}

function count(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function step(direction) {
  const visible = shown.filter(isDrawn);
  const place = visible.indexOf(state.at);
  if (!visible.length) return;
  const next = place < 0 ? (direction > 0 ? 0 : visible.length - 1) : place + direction;
  select(visible[Math.max(0, Math.min(next, visible.length - 1))]);
}

// From column to column: a statement's first source, a source's first statement, and so on.
function cross(side) {
  const [box] = (state.at?.boxes ?? []).filter((each) => drawn.has(each));
  if (!box) return step(1);
  const beside = [...box.tied, articleBox(box)].filter((each) => drawn.has(each) && Math.sign(each.x - box.x) === side);
  return beside.length ? select(beside[0].node) : undefined;
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches("input[type=search]");
  const drawing = event.target === container || event.target === document.body;
  if (event.key === "/" && !typing) byId("search").select();
  else if (event.key === "Escape") back();
  else if (event.key === "ArrowDown" && drawing) step(1);
  else if (event.key === "ArrowUp" && drawing) step(-1);
  else if (event.key === "ArrowLeft" && drawing) cross(-1);
  else if (event.key === "ArrowRight" && drawing) cross(1);
  else return;
  event.preventDefault();
}

function back() {
  const row = document.querySelector("tr.selected button");
  if (state.at) {
    select(null);
  } else if (state.query) {
    state.query = "";
    byId("search").value = "";
    update();
  }
  (state.table ? row ?? byId("table-view") : container).focus();
}

function update() {
  refresh();
  writeAddress(true);
}

function setView(table) {
  state.table = table;
  update();
}

function listen() {
  byId("search").addEventListener("input", ({ target }) => {
    state.query = target.value;
    update();
  });
  for (const input of document.querySelectorAll("fieldset input[value]")) {
    input.addEventListener("change", () => {
      if (input.checked) state.hidden.delete(input.value);
      else state.hidden.add(input.value);
      update();
    });
  }
  byId("subjects").addEventListener("change", ({ target }) => {
    state.subjects = target.checked;
    update();
  });
  byId("as-graph").addEventListener("click", () => setView(false));
  byId("as-table").addEventListener("click", () => setView(true));
  byId("closer").addEventListener("click", () => zoom(1.25));
  byId("farther").addEventListener("click", () => zoom(0.8));
  byId("fit").addEventListener("click", fitView);
  byId("more").addEventListener("click", () => {
    const scale = network.getScale();
    const { x, y } = network.getViewPosition();
    moveView({ x, y: y + (container.clientHeight * 0.8) / scale }, scale);
  });
  document.addEventListener("keydown", onKey);
  addEventListener("hashchange", () => {
    if (addressOf() === (location.hash || "#")) return;
    readAddress();
    refresh();
  });
}

readAddress();
buildFilters();
startDrawing();
listen();
refresh();
