// The filters: by kinds, by one source, subject or article, and by date; each says how many claims it holds.
"use strict";

const BARS = 40; // of the timeline, at most
const MOST_CHOICES = 300; // in a list to choose from; the search finds the others
const dated = statements.filter((statement) => statement.article.date).map((statement) => statement.article.date.slice(0, 10));
const [firstDay, lastDay] = [dated.reduce((a, b) => (b < a ? b : a), dated[0]), dated.reduce((a, b) => (b > a ? b : a), dated[0])];

function buildFilters() {
  const counts = count(statements.flatMap((each) => [each.quotation, each.attribution, each.certainty]));
  for (const label of document.querySelectorAll("label[data-filter]")) {
    const number = counts.get(label.dataset.filter) ?? 0;
    label.hidden = !number;
    label.querySelector("b").textContent = number.toLocaleString("en");
  }
  const kinds = count(statements.flatMap((statement) => [...new Set(statement.sources.map(kindOf))]));
  for (const [kind, number] of [...kinds].sort((a, b) => b[1] - a[1])) byId("kinds").append(kindFilter(kind, number));
  const subjects = boxes.filter((box) => box.column === "subject").length;
  byId("subject-count").textContent = subjects.toLocaleString("en");
  fillChoice("source", statements.flatMap((statement) => unlike(statement.sources)));
  fillChoice("about", statements.flatMap((statement) => unlike([...statement.about, ...statement.mentions])));
  fillChoice("article", articles.length > 1 ? statements.map((statement) => statement.article) : []);
  buildTimeline();
  byId("filters").open = !NARROW.matches;
}

function kindFilter(kind, number) {
  const input = element("input", { type: "checkbox", value: kind, checked: true });
  const name = element("span", {}, kindName(kind));
  return element("label", {}, input, name, " ", element("b", {}, number.toLocaleString("en")));
}

// A list to choose one of: the most frequent first, those of one kind and name as one.
function fillChoice(name, given) {
  const options = counted(given).slice(0, MOST_CHOICES).map(([node, number]) => choice(node, ` (${number.toLocaleString("en")})`));
  byId(`one-${name}`).append(...options);
  byId(`one-${name}`).closest("label").hidden = !options.length;
}

const choice = (node, words) => element("option", { value: node.iri }, `${node.label}${words}`);

// A bar for each stretch of days; a click keeps the claims of that stretch.
function buildTimeline() {
  byId("dates").hidden = !dated.length || firstDay === lastDay;
  if (byId("dates").hidden) return;
  for (const name of ["from", "to"]) Object.assign(byId(name), { min: firstDay, max: lastDay });
  const day = 86_400_000;
  const [start, days] = [Date.parse(firstDay), Math.round((Date.parse(lastDay) - Date.parse(firstDay)) / day) + 1];
  const width = Math.ceil(days / BARS);
  const numbers = new Array(Math.ceil(days / width)).fill(0);
  for (const date of dated) numbers[Math.floor((Date.parse(date) - start) / day / width)] += 1;
  const iso = (place) => new Date(start + place * day).toISOString().slice(0, 10);
  const tallest = Math.max(...numbers);
  byId("timeline").replaceChildren(...numbers.map((number, place) => {
    const [from, to] = [iso(place * width), iso(Math.min(days, (place + 1) * width) - 1)];
    const stretch = from === to ? from : `${from} to ${to}`;
    const bar = element("button", {
      type: "button", disabled: !number, title: stretch, className: `bar-${Math.ceil((8 * number) / tallest)}`,
      "aria-label": `${stretch}: ${plural(number, "claim")}`,
    });
    bar.dataset.from = from;
    bar.dataset.to = to;
    bar.addEventListener("click", () => {
      const again = state.from === from && state.to === to;
      Object.assign(state, again ? { from: "", to: "" } : { from, to });
      update();
    });
    return bar;
  }));
}

function showFilters() {
  for (const name of NARROWING) byId(`one-${name}`).value = likeOption(name)?.value ?? "";
  for (const [name, end] of [["from", firstDay], ["to", lastDay]]) byId(name).value = state[name] || end;
  for (const bar of byId("timeline").children) {
    bar.setAttribute("aria-pressed", String(Boolean(state.from || state.to) && bar.dataset.from >= (state.from || firstDay)
      && bar.dataset.to <= (state.to || lastDay)));
  }
  byId("subjects").checked = state.subjects;
  for (const box of document.querySelectorAll("fieldset input[value]")) {
    if (box.type === "checkbox") box.checked = !state.hidden.has(box.value);
  }
  byId("clear").hidden = shown.length === statements.length;
}

// The option of a chosen node, which may be that of another node of its kind and name; or a new one, if it is rare.
function likeOption(name) {
  if (!state[name]) return null;
  const list = byId(`one-${name}`);
  const found = [...list.options].find((option) => option.value && isLike(byIri.get(option.value), state[name]));
  if (!found) list.append(choice(state[name], ""));
  return found ?? list.lastElementChild;
}

function listenToFilters() {
  for (const input of document.querySelectorAll("fieldset input[type=checkbox][value]")) {
    input.addEventListener("change", () => {
      if (input.checked) state.hidden.delete(input.value);
      else state.hidden.add(input.value);
      update();
    });
  }
  for (const name of NARROWING) {
    byId(`one-${name}`).addEventListener("change", ({ target }) => {
      state[name] = byIri.get(target.value) ?? null;
      update();
    });
  }
  for (const [name, end] of [["from", firstDay], ["to", lastDay]]) {
    byId(name).addEventListener("change", ({ target }) => {
      state[name] = target.value === end ? "" : target.value;
      update();
    });
  }
  byId("clear").addEventListener("click", () => {
    clearFilters();
    update();
  });
}
