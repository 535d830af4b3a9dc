// What stands around the editor: the choice of examples above it, the downloads below it.
import { address, examples, formatsOf, words } from "./page.js";

/** A list of the examples that calls `open` with the chosen one. */
export function exampleChoice(open) {
  const label = element("label", { textContent: words.example, htmlFor: "example" });
  const select = element("select", { id: "example" });
  select.append(element("option", { value: "", textContent: words.choose }));
  examples.forEach(({ title, question }, index) => {
    select.append(element("option", { value: String(index), textContent: title, title: question }));
  });
  select.addEventListener("change", () => {
    const chosen = examples[Number(select.value)];
    if (select.value !== "") open(chosen);
    select.value = "";
  });
  const row = element("p", { className: "examples" });
  const keys = element("span", { className: "keys", textContent: words.keys });
  row.append(label, select, keys);
  return row;
}

/** A row of links to the answer of the query that was run last, empty before that. */
export function downloadRow() {
  const row = element("p", { className: "downloads", hidden: true });
  const show = (query, type) => {
    const links = formatsOf(type).map(({ name, title }) => element("a", { href: address(query, name), textContent: title }));
    row.replaceChildren(`${words.whole} `, ...links.flatMap((link, index) => (index ? [" · ", link] : [link])));
    row.hidden = false;
  };
  return { row, show };
}

function element(name, properties) {
  return Object.assign(document.createElement(name), properties);
}
