// What a reader takes away: the claims that the filters keep, in the forms of other tools.
"use strict";

const TAKEN = {
  png: ["image/png", toPng],
  svg: ["image/svg+xml", toSvg],
  csv: ["text/csv", toCsv],
  gexf: ["application/gexf+xml", toGexf],
  graphml: ["application/graphml+xml", toGraphml],
  ttl: ["text/turtle", toTurtle],
};

// A picture of more than one page becomes as many files.
async function take(form) {
  const [type, make] = TAKEN[form];
  const made = [await make()].flat();
  made.forEach((each, place) => save(each, type, made.length === 1 ? `claims.${form}` : `claims-${place + 1}.${form}`));
}

function save(made, type, name) {
  const blob = made instanceof Blob ? made : new Blob([made.toWellFormed()], { type: `${type};charset=utf-8` });
  const address = URL.createObjectURL(blob);
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// RFC 4180. A cell that a spreadsheet would compute begins with an apostrophe (OWASP, CSV injection).
function toCsv() {
  const cell = (value) => {
    const text = String(value ?? "").replace(/^(?=[=+\-@\t\r])/, "'");
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const rows = [columns, ...shown.map((each) => columns.map((column) => csvValue(each, column)))];
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

// What `kg export --format csv` has of a statement in a column.
function csvValue(statement, column) {
  const labels = (entities) => entities.map((entity) => entity.label).join("; ");
  const tied = {
    statement: statement.iri,
    passage: passageOf(statement).flatMap((window) => window.pieces)
      .filter(([part]) => part === "content").map(([, words]) => words).join(" … "),
    places: `[${statement.places.map((place) => `[${place.join(", ")}]`).join(", ")}]`,
    source: labels(statement.sources),
    about: labels(statement.about),
    mentions: labels(statement.mentions),
    claim_confidence: confidenceText(statement.extractions),
    source_confidence: confidenceText(attributions(statement)),
    article: statement.article.label,
    publisher: statement.article.publisher,
    date: statement.article.date,
    url: statement.article.url,
  };
  return column in tied ? tied[column] : statement[column];
}

function confidenceText(told) {
  const number = highest(told.map((each) => each.confidence));
  return number < 0 ? "" : String(Number(number.toPrecision(6)));
}

// The claims that the filters keep with all that they are tied to, as nodes and edges.
function taken() {
  const kept = new Set(shown);
  for (const each of shown) for (const node of [each.article, ...each.sources, ...each.out.map((edge) => edge.node)]) {
    if (node.type !== "statement") kept.add(node);
  }
  const edges = shown.flatMap((each) => each.out.filter((edge) => kept.has(edge.node)).map((edge) => [each, edge.node, edge.relation]));
  return { nodes: [...kept], edges };
}

const FIELDS = ["type", "kind", ...fields.map((field) => field.name), "date", "publisher", "url"];
const fieldsOf = (node) => FIELDS.filter((name) => node[name]).map((name) => [name, node[name]]);

// GEXF 1.3, for Gephi.
function toGexf() {
  const { nodes: kept, edges } = taken();
  const id = new Map(kept.map((node, place) => [node, place]));
  const values = (node) => [["iri", node.iri], ["text", node.text ?? node.name ?? node.label], ...fieldsOf(node)]
    .map(([name, value]) => `<attvalue for="${name}" value="${escapeXml(value)}"/>`).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3"><graph defaultedgetype="directed">
<attributes class="node">${["iri", "text", ...FIELDS].map((name) => `<attribute id="${name}" title="${name}" type="string"/>`).join("")}</attributes>
<nodes>
${kept.map((node) => `<node id="${id.get(node)}" label="${escapeXml(node.label)}"><attvalues>${values(node)}</attvalues></node>`).join("\n")}
</nodes><edges>
${edges.map(([from, to, relation], place) => `<edge id="${place}" source="${id.get(from)}" target="${id.get(to)}" kind="${relation}" label="${relation}"/>`).join("\n")}
</edges></graph></gexf>
`;
}

// GraphML 1.0, for yEd, Cytoscape and networkx.
function toGraphml() {
  const { nodes: kept, edges } = taken();
  const id = new Map(kept.map((node, place) => [node, `n${place}`]));
  const names = ["iri", "label", "text", ...FIELDS];
  const data = (node) => [["iri", node.iri], ["label", node.label], ["text", node.text ?? node.name ?? node.label], ...fieldsOf(node)]
    .map(([name, value]) => `<data key="${name}">${escapeXml(value)}</data>`).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
${names.map((name) => `<key id="${name}" for="node" attr.name="${name}" attr.type="string"/>`).join("\n")}
<key id="relation" for="edge" attr.name="relation" attr.type="string"/>
<graph edgedefault="directed">
${kept.map((node) => `<node id="${id.get(node)}">${data(node)}</node>`).join("\n")}
${edges.map(([from, to, relation]) => `<edge source="${id.get(from)}" target="${id.get(to)}"><data key="relation">${relation}</data></edge>`).join("\n")}
</graph></graphml>
`;
}

const RDF_CLASSES = new Map(Object.entries({
  person: "schema:Person", organization: "schema:Organization", group: "cs:GroupSource", unnamed: "cs:UnnamedSource",
  publication: "schema:NewsMediaOrganization", place: "schema:Place", event: "schema:Event", video: "schema:VideoObject",
  thing: "schema:Thing", image: "schema:ImageObject", audio: "schema:AudioObject", report: "schema:Report", work: "schema:CreativeWork",
}));
const RELATIONS = new Map([["stated in", "cs:statedIn"], ["source", "cs:source"], ["relays", "cs:relays"], ["disputes", "cs:disputes"],
  [UTTERANCE, "cs:sameUtteranceAs"]]);

// The forms of fields that a literal or a term of the ontology says all of.
const AS_TURTLE = {
  text: literal,
  quote: literal,
  value: (word) => word && `cs:${word[0].toUpperCase()}${word.slice(1)}`,
};

const DOCUMENT_CLASSES = {
  article: "schema:NewsArticle",
  mail: "schema:EmailMessage",
  file: "schema:TextDigitalDocument",
};

// What the page shows, in the terms of the ontology. The whole graph, with its provenance, is in claims.ttl.
function toTurtle() {
  const { nodes: kept, edges } = taken();
  const triples = [];
  const tell = (subject, predicate, object) => object && triples.push(`<${iriText(subject)}> ${predicate} ${object} .`);
  for (const node of kept) {
    if (node.type === "article") {
      tell(node.iri, "a", DOCUMENT_CLASSES[node.genre ?? "article"]);
      tell(node.iri, "schema:headline", literal(node.headline));
      tell(node.iri, "schema:url", /^https?:/i.test(node.url ?? "") ? `<${iriText(node.url)}>` : literal(node.url));
      tell(node.iri, "schema:datePublished", /^\d{4}-\d\d-\d\d$/.test(node.date) ? `${literal(node.date)}^^xsd:date` : null);
    } else if (node.type === "entity") {
      tell(node.iri, "a", RDF_CLASSES.get(node.kind) ?? "schema:Thing");
      tell(node.iri, "schema:name", literal(node.name));
    } else {
      tell(node.iri, "a", "cs:Statement");
      for (const { name, term, form } of fields) {
        if (form in AS_TURTLE) tell(node.iri, term, AS_TURTLE[form](node[name]));
      }
      if (node.claim) {
        tell(node.iri, "cs:states", `<${iriText(node.claim)}>`);
        tell(node.claim, "a", "schema:Claim");
        tell(node.claim, "schema:text", literal(node.text));
      }
      for (const [start, end] of node.places) tell(node.iri, "cs:passage", `<${iriText(node.article.iri)}#char=${start},${end}>`);
    }
  }
  for (const [from, to, relation] of edges) {
    if (RELATIONS.has(relation)) tell(from.iri, RELATIONS.get(relation), `<${iriText(to.iri)}>`);
    else if (["about", "mentions"].includes(relation)) {
      tell(from.iri, `schema:${relation}`, `<${iriText(to.iri)}>`);
      if (from.claim) tell(from.claim, `schema:${relation}`, `<${iriText(to.iri)}>`);
    }
  }
  const prefixes = ["cs: <https://w3id.org/claim-source#>", "schema: <https://schema.org/>", "xsd: <http://www.w3.org/2001/XMLSchema#>"];
  return `${prefixes.map((each) => `@prefix ${each} .`).join("\n")}\n\n${[...new Set(triples)].join("\n")}\n`;
}

// What an IRI may not hold is escaped by its bytes, so that nothing breaks out of its brackets.
const iriText = (iri) => iri.toWellFormed().replace(/[\u0000-\u0020<>"{}|^`\\]/g, (character) => encodeURIComponent(character));

function literal(text) {
  if (!text) return null;
  const escapes = { "\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\" };
  return `"${text.replace(/["\\\n\r\t]/g, (character) => escapes[character])}"`;
}
