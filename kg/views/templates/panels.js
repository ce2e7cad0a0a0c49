// The panel: the card of what is selected, be it a claim, a source or subject, or an article.
"use strict";

const MOST_LISTED = 300; // links in a panel

function showPanel() {
  const panels = { article: articlePanel, statement: statementPanel, entity: entityPanel };
  const isOpening = byId("panel").hidden !== (state.at === null);
  document.body.classList.toggle("detail", state.at !== null);
  byId("panel").hidden = state.at === null;
  byId("panel").replaceChildren(...(state.at ? [closeButton(), ...panels[state.at.type](state.at).filter(Boolean)] : []));
  byId("panel").scrollTop = 0;
  if (isOpening && state.view === "graph") resizeDrawing();
}

function closeButton() {
  const button = element("button", { type: "button", id: "close", "aria-label": "Close" }, "×");
  button.addEventListener("click", back);
  return button;
}

function entityPanel(entity) {
  const [told, about, mentioned] = ["source", "about", "mentions"].map((relation) => claimsTied(entity, relation));
  const descriptions = entity.in.map((edge) => edge.described_as ?? [edge.role, edge.affiliation].filter(Boolean).join(", "));
  const roles = new Set(descriptions.filter(Boolean));
  const them = ["person", "group"].includes(entity.kind) ? "them" : "it";
  return [
    tags([kindName(entity.kind), told.length > 0 && "source"]),
    element("h2", { dir: "auto" }, entity.name),
    facts(null, [["Counted as", entity.called], ["Also written", spellings(entity).join(", ")], ["Described as", [...roles].join("; ")]]),
    element("p", { className: "actions" }, told.length ? onlyButton("source", entity, "All they say") : null,
      about.length + mentioned.length ? onlyButton("about", entity, `All about ${them}`) : null,
      sameButton(entity)),
    ...spokenSections(entity),
    claimsSection(told.length ? `Source of ${plural(told.length, "claim")}` : "", told),
    claimsSection(`About ${them}`, about),
    claimsSection(`Claims that mention ${them}`, mentioned),
    section("In other articles", alike.get(likeness(entity)).filter((node) => node !== entity)
      .slice(0, MOST_LISTED).map(elsewhere)),
    section("Perhaps the same", [...entity.out, ...entity.in].filter((edge) => edge.relation === "perhaps the same")
      .map((edge) => element("span", {}, link(edge.node), ` ${percent(edge.confidence)}`))),
    identifier(entity),
  ];
}

// The claims tied to somebody in all articles, as they are counted: those of its own article first, a wire copy only where it is all there is.
function claimsTied(entity, relation) {
  const group = [entity, ...alike.get(likeness(entity)).filter((node) => node !== entity)];
  const tied = new Set(group.flatMap((node) => starts(node, relation)));
  return [...tied].filter((claim) => state.copies || !tied.has(claim.copyOf));
}

// All the ways in which the articles write somebody, but for the one above them.
function spellings(entity) {
  const written = alike.get(likeness(entity)).flatMap((each) => [each.name, ...(each.aliases ?? [])]);
  return [...new Set(written)].filter((name) => name !== entity.name).sort();
}

// Claims, with their articles where they are of several.
function claimsSection(heading, claims) {
  const isOfSeveral = new Set(claims.map((claim) => claim.article)).size > 1;
  return section(heading, claims.slice(0, MOST_LISTED).map((claim) => element("span", {}, link(claim),
    isWeak(claim) ? element("sup", { title: "doubtful" }, "?") : null,
    isOfSeveral ? element("small", { dir: "auto" }, published(claim.article) || nameOf(claim.article)) : null)));
}

// A button that keeps only the claims with a value, in every article.
function onlyButton(name, node, words) {
  return wordButton(words, () => {
    clearFilters();
    const facet = facetNamed.get(name);
    facet.chosen.add(valueNumber(facet, node.iri));
    Object.assign(state, { view: state.view === "graph" ? "graph" : "table", at: null });
    refresh();
    writeAddress(false);
  }, { className: "button" });
}

// An entity that counts as the same: a judgement says so, or its kind and name are the same and nobody says otherwise.
function elsewhere(entity) {
  const [statement] = statementsOf(entity);
  return withCount(entity, statementsOf(entity).length, statement.article.label);
}

function articlePanel(article) {
  const stated = starts(article, "stated in");
  return [
    tags(["article"]),
    element("h2", { dir: "auto" }, nameOf(article)),
    state.view === "read" ? null : element("p", { className: "actions" }, readButton(article)),
    facts(null, [
      ["Published by", article.publisher],
      ["Date", dayWords(article.date)],
      ["By", (article.authors ?? []).join(", ")],
      ["Language", article.language],
      ["Address", article.url && webLink(article.url)],
      ["Prints", byIri.has(article.version_of) && link(byIri.get(article.version_of))],
      ["Text SHA-256", article.sha256 && element("code", {}, article.sha256)],
    ]),
    claimsSection(plural(stated.length, "claim"), stated),
    identifier(article),
  ];
}
