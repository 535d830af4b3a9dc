// What the server's page says: the endpoint, prefixes, examples and formats. It is the plain form's page.

const form = document.getElementById("form");
const place = document.getElementById("editor");

export const root = place;
export const endpoint = new URL(form.action).href;
export const query = form.elements.query.value.trim();
export const asked = new URLSearchParams(location.search).has("query");

export const words = { ...place.dataset, query: form.querySelector("label").textContent };

export const prefixes = Object.fromEntries(
  [...document.querySelectorAll(".prefixes div")].map((each) => [
    each.querySelector("dt").textContent.replace(/:$/, ""),
    each.querySelector("dd").textContent,
  ]),
);

export const examples = [...document.querySelectorAll("#examples a")].map((link) => ({
  title: link.textContent,
  question: link.parentElement.textContent.trim(),
  query: new URL(link.href).searchParams.get("query"),
}));

const formats = [...form.querySelectorAll("optgroup")].map((group) =>
  [...group.querySelectorAll("option")].map((option) => ({ name: option.value, title: option.textContent })),
);

/** The formats that an answer to a query of this type comes in. */
export function formatsOf(type) {
  const [tables, graphs] = formats;
  if (type === "CONSTRUCT" || type === "DESCRIBE") return graphs;
  return type === "ASK" ? tables.slice(0, 2) : tables;
}

/** The address of a query in this page, or of its answer in a format. */
export function address(text, format = "") {
  const url = new URL(endpoint);
  url.searchParams.set("query", text);
  if (format) url.searchParams.set("format", format);
  return url.href;
}

/** Where a reader of this site goes for an IRI: to us for what is ours, else to the IRI itself. */
export function local(iri) {
  const { base, root: path, ontology } = place.dataset;
  if (iri.startsWith(base)) return path + iri.slice(base.length);
  if (iri.startsWith(prefixes.cy)) return `${ontology}#${encodeURIComponent(iri.slice(prefixes.cy.length))}`;
  return iri;
}

/** How an IRI is written shortest in a query here: relative when it is ours. */
export function short(iri) {
  return iri.startsWith(place.dataset.base) ? iri.slice(place.dataset.base.length) : iri;
}

/** Leave the field to the editor; the form stays in the page for what it says. */
export function hideForm() {
  form.hidden = true;
  document.getElementById("examples").hidden = true;
}

/** Take the server's answer away once the editor has one of its own. */
export function dropAnswer() {
  document.querySelectorAll("main > .answer, main > .problem").forEach((each) => each.remove());
}
