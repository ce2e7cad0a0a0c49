// The address of the page keeps what is shown, so that a view can be saved as a bookmark, and sent.
"use strict";

function readAddress() {
  const address = new URLSearchParams(location.hash.slice(1));
  const oneOf = (name, values, other) => (values.includes(address.get(name)) ? address.get(name) : other);
  state.at = byIri.get(address.get("at")) ?? null;
  state.query = address.get("q") ?? "";
  for (const facet of FACETS) {
    const numbers = address.getAll(facet.name).map((key) => valueNumber(facet, key));
    facet.chosen = new Set(numbers.filter((number) => number !== null));
  }
  state.view = oneOf("view", VIEWS, firstView(address));
  state.sure = oneOf("sure", [...STEPS.keys()], "likely");
  state.copies = address.get("copies") === "all";
  state.voice = address.get("voice") === "marked";
  state.ego = address.get("around") === "one";
  state.compare = oneOf("compare", [...COMPARED.keys()], "");
  state.subjects = address.get("subjects") !== "off";
  for (const name of ["from", "to"]) state[name] = /^\d{4}-\d{2}-\d{2}$/.test(address.get(name)) ? address.get(name) : "";
  state.sort = address.get("sort") ?? "";
  state.theme = oneOf("theme", ["light", "dark"], "");
  const open = byIri.get(address.get("open"));
  state.open = open?.type === "article" ? open : null;
  if (!address.has("sure")) showWhatItNames();
}

// An address that names a claim shows it, however doubtful it is.
function showWhatItNames() {
  if (state.at?.type !== "statement") return;
  if (state.at.sure < STEPS.get(state.sure)) state.sure = "all";
  state.copies ||= Boolean(state.at.copyOf);
}

// A reader begins with an overview where there is too much to draw, and with the table on a telephone.
function firstView(address) {
  const isNarrowed = ["at", "q", ...facetNamed.keys()].some((name) => address.has(name));
  if (boxes.length > MOST_BOXES && !isNarrowed) return "overview";
  return NARROW.matches ? "table" : "graph";
}

function addressOf() {
  const address = new URLSearchParams();
  if (state.at) address.set("at", state.at.iri);
  for (const facet of FACETS) for (const number of facet.chosen) address.append(facet.name, keyOf(facet.values[number]));
  if (state.query) address.set("q", state.query);
  for (const name of ["from", "to", "sort", "theme"]) if (state[name]) address.set(name, state[name]);
  if (state.sure !== "likely") address.set("sure", state.sure);
  if (state.copies) address.set("copies", "all");
  if (state.voice) address.set("voice", "marked");
  if (state.ego && state.view === "people") address.set("around", "one");
  if (state.compare) address.set("compare", state.compare);
  if (!state.subjects) address.set("subjects", "off");
  if (state.view === "read" && state.open) address.set("open", state.open.iri);
  if (state.view !== firstView(address)) address.set("view", state.view);
  return `#${address}`;
}

function writeAddress(replace) {
  const address = addressOf();
  if (address === (location.hash || "#")) return;
  if (replace) location.replace(address);
  else location.hash = address;
}
