// How answers are shown: IRIs lead to pages of this site, refusals are told in words.
import { local, short } from "./page.js";

/** Adapt the table to this site. */
export function adaptTable(Yasr) {
  const table = Yasr.plugins.table.prototype;
  const { getCellContent, getColumns } = table;
  table.getUriLinkFromBinding = function ({ value }, prefixes) {
    const name = compact(value, prefixes);
    const bare = name !== undefined || this.persistentConfig.compact;
    return `${bare ? "" : "&lt;"}${link(value, name ?? short(value))}${bare ? "" : "&gt;"}`;
  };
  table.getCellContent = function (binding, prefixes) {
    if (binding.type !== "triple") return getCellContent.call(this, binding, prefixes);
    const { subject, predicate, object } = binding.value;
    const parts = [subject, predicate, object].map((each) => this.getCellContent(each, prefixes));
    return `<div class="triple">&lt;&lt;( ${parts.join(" ")} )&gt;&gt;</div>`;
  };
  table.getColumns = function () {
    const [number, ...columns] = getColumns.call(this);
    return [number, ...columns.map((column) => ({ ...column, render: rendered(column.render) }))];
  };
}

/** Sort and filter by what a term says, not by its markup; numbers then sort as numbers. */
function rendered(render) {
  return (binding, purpose, ...rest) => {
    if (purpose === "display") return render(binding, purpose, ...rest);
    const words = typeof binding.value === "string" ? binding.value : JSON.stringify(binding.value ?? "");
    return purpose === "filter" ? escaped(words) : words;
  };
}

function compact(iri, prefixes = {}) {
  const prefix = Object.keys(prefixes).find((each) => iri.startsWith(prefixes[each]));
  const rest = prefix === undefined ? "" : iri.slice(prefixes[prefix].length);
  return /^[\w-]+$/.test(rest) ? `${prefix}:${rest}` : undefined;
}

function link(iri, words) {
  if (!/^https?:/.test(iri)) return escaped(words);
  const properties = { className: "iri", href: local(iri), target: "_blank", rel: "noopener", title: iri };
  return Object.assign(document.createElement("a"), properties, { textContent: words }).outerHTML;
}

function escaped(words) {
  return Object.assign(document.createElement("i"), { textContent: words }).innerHTML;
}

/** What went wrong as an element: a problem (RFC 9457) in its words, else what the browser saw. */
export async function problem({ status, text = "" }) {
  const told = parsed(text);
  if (told?.title && told.detail) return telling(told.title, told.detail);
  if (status) return undefined;
  if (/abort/i.test(text)) return telling("Stopped", "The query was stopped before its answer was complete.");
  return telling("No answer", `The connection broke before the answer was complete (${text.slice(0, 200)}). Ask again, or ask for less.`);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function telling(title, detail) {
  const element = document.createElement("div");
  element.className = "told";
  element.append(paragraph("title", title), paragraph("detail", detail));
  return element;
}

function paragraph(name, text) {
  return Object.assign(document.createElement("p"), { className: name, textContent: text });
}
