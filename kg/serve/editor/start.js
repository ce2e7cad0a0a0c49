// The editor, for the endpoint beside it; the policy of the page lets it ask no other.
const endpoint = new URL("/query", location).href;
Yasgui.Yasqe.defaults.value = `PREFIX cs: <https://w3id.org/claim-source#>
PREFIX schema: <https://schema.org/>

SELECT ?source ?text WHERE {
  ?statement cs:source/schema:name ?source ; schema:text ?text
} LIMIT 20
`;
new Yasgui(document.getElementById("yasgui"), {
  requestConfig: { endpoint },
  endpointCatalogueOptions: { getData: () => [{ endpoint }], keys: [] },
});
