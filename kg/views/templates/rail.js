// The filters beside the claims: a list for each facet, the confidence control, and what is chosen as words to take off.
"use strict";

const FEW = 6; // values that a list begins with; typing finds the others
const MANY = 12; // values that typing brings up

function buildRail() {
  for (const [step, words] of STEP_NAMES) byId("sure").append(stepChoice(step, words));
  for (const facet of FACETS) byId("facets").append(facetBox(facet));
  buildTimeline();
  byId("copies").closest("fieldset").hidden = !statements.some((statement) => statement.copyOf);
  byId("filters").open = !NARROW.matches;
}

function stepChoice(step, words) {
  const input = element("input", { type: "radio", name: "sure", value: step });
  input.addEventListener("change", () => {
    state.sure = step;
    update();
  });
  return element("label", {}, input, element("span", {}, words), element("b", {}));
}

function facetBox(facet) {
  const typed = element("input", { type: "search", autocomplete: "off", spellcheck: false, className: "find",
    "aria-label": `${facet.heading}: type a name` });
  typed.addEventListener("input", () => showFacet(facet));
  Object.assign(facet, { box: element("fieldset", { id: `by-${facet.name}` }, element("legend", {}, facet.heading)),
    typed, list: element("div", { className: "values" }), more: element("p", { className: "hint" }) });
  facet.box.append(typed, facet.list, facet.more);
  return facet.box;
}

function showRail() {
  const focused = document.activeElement?.dataset?.value;
  for (const facet of FACETS) showFacet(facet);
  showSteps();
  byId("copies").checked = !state.copies;
  byId("copy-count").textContent = failingOnly(COPIES).length.toLocaleString("en");
  showDays();
  byId("clear").hidden = !isNarrowed();
  if (focused) document.querySelector(`[data-value="${CSS.escape(focused)}"]`)?.focus();
}

// How many claims each step of the confidence control would show.
function showSteps() {
  const all = statements.filter((statement) => statement.failed === NOTHING || statement.failed === SURE);
  for (const label of byId("sure").querySelectorAll("label")) {
    const input = label.querySelector("input");
    input.checked = input.value === state.sure;
    const number = all.filter((statement) => statement.sure >= STEPS.get(input.value)).length;
    label.querySelector("b").textContent = number.toLocaleString("en");
  }
}

function showFacet(facet) {
  const values = valuesOf(facet);
  const isLong = !facet.words && (values.length > FEW || facet.typed.value !== "");
  const wanted = plainLetters(facet.typed.value);
  const matching = wanted ? values.filter((number) => plainLetters(labelOf(facet, facet.values[number])).includes(wanted)) : values;
  const most = Math.max(facet.words ? facet.words.size : wanted ? MANY : FEW, facet.chosen.size);
  facet.box.hidden = !facet.isChoice || (!values.length && !facet.typed.value);
  facet.typed.hidden = !isLong;
  facet.typed.placeholder = `Find among ${values.length.toLocaleString("en")}`;
  facet.list.replaceChildren(...matching.slice(0, most).map((number) => valueChoice(facet, number)));
  const left = matching.length - most;
  facet.more.textContent = !matching.length ? "No such name." : left > 0 ? `${left.toLocaleString("en")} more: type a name` : "";
}

// Letters without case and accents, as one types them.
const plainLetters = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase().trim();

function valueChoice(facet, number) {
  const value = facet.values[number];
  const input = element("input", { type: "checkbox", checked: facet.chosen.has(number) });
  input.dataset.value = `${facet.name} ${keyOf(value)}`;
  input.addEventListener("change", () => {
    toggle(facet, number);
    update();
  });
  const words = element("span", { dir: "auto" }, labelOf(facet, value));
  return element("label", {}, input, words, element("b", {}, facet.counts[number].toLocaleString("en")));
}

// ---------------------------------------------------------------- what is chosen

const isNarrowed = () => Boolean(state.query || state.from || state.to || state.copies || state.sure !== "likely"
  || FACETS.some((facet) => facet.chosen.size));

function showChips() {
  const chosen = FACETS.flatMap((facet) => [...facet.chosen].map((number) => chip(labelOf(facet, facet.values[number]),
    () => toggle(facet, number))));
  const days = [state.from, state.to].filter(Boolean).map(dayWords).join(" – ");
  byId("chips").replaceChildren(...chosen, ...(days ? [chip(days, () => Object.assign(state, { from: "", to: "" }))] : []));
}

function chip(words, takeOff) {
  const button = element("button", { type: "button", className: "chip", "aria-label": `Take off: ${words}` },
    element("span", { dir: "auto" }, words), " ×");
  button.addEventListener("click", () => {
    takeOff();
    update();
  });
  return button;
}

function listenToRail() {
  byId("copies").addEventListener("change", ({ target }) => {
    state.copies = !target.checked;
    update();
  });
  byId("doubtful").addEventListener("click", () => {
    state.sure = "all";
    update();
  });
  byId("clear").addEventListener("click", () => {
    clearFilters();
    for (const facet of FACETS) facet.typed.value = "";
    update();
  });
  listenToDays();
}
