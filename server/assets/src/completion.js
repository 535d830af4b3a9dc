// Completion from what this site knows: its prefixes, and the vocabulary asked from its endpoint.
import { endpoint, prefixes } from "./page.js";
import query from "./terms.rq";

let asked;

/** The vocabulary's terms, asked once for a page and only when somebody completes one. */
function terms() {
  asked ??= fetch(endpoint, {
    method: "POST",
    headers: { Accept: "application/sparql-results+json", "Content-Type": "application/sparql-query" },
    body: query,
  })
    .then((response) => (response.ok ? response.json() : Promise.reject(new Error(response.statusText))))
    .then(({ results }) => results.bindings.map(({ term, kind }) => ({ iri: term.value, kind: kind.value })))
    .catch(() => {
      asked = undefined; // the next keystroke asks again
      return [];
    });
  return asked;
}

function vocabulary(kind) {
  return async (_editor, token) => {
    const begun = token?.autocompletionString ?? "";
    if (begun.length < 2) return [];
    const found = (await terms()).filter((term) => term.kind === kind && term.iri.startsWith(begun));
    return found.length === 1 && found[0].iri === begun ? [] : found.map((term) => term.iri);
  };
}

/** Have the editor know the prefixes that need no declaration. */
export function predeclare(Yasqe) {
  const language = Yasqe.modes.sparql11;
  Yasqe.defineMode("sparql11", (...options) => {
    const mode = language(...options);
    return { ...mode, startState: (...column) => ({ ...mode.startState(...column), prefixes: { ...prefixes } }) };
  });
}

/** Have the editor complete from here and from nowhere else. */
export function complete(Yasqe) {
  const { prefixes: names, class: classes, property: properties } = Yasqe.Autocompleters;
  names.get = Object.entries(prefixes).map(([prefix, namespace]) => `${prefix}: <${namespace}>`);
  names.persistenceId = null; // a list kept by the browser would outlive a change of it
  Object.assign(classes, { get: vocabulary("class"), autoShow: true });
  Object.assign(properties, { get: vocabulary("property"), autoShow: true });
}
