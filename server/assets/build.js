// Builds the sources in src/ with all that they import into server/static/built, and lists whose work that is.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { licences } from "./licences.js";

const YASGUI = "node_modules/@zazuko/yasgui/build/yasgui.esm.js";
const OUT = fileURLToPath(new URL("../static/built", import.meta.url));

// What the published bundle brings along and must not reach our readers; each must be found exactly once.
const CUTS = [
  // Five hundred prefixes of a public list, advertisements among them; the editor gets the project's own.
  [/madsrdf = "http[^]*?prefixes_default = \{[^}]*\}/g, "prefixes_default = {}"],
  // Terms looked up at another host; the editor asks our endpoint.
  [/fetch\(s\)(?=\.then\(\(e\) => \{\s*if \(!e\.ok\) throw Error\("Failed fetching suggestions from Linked Open)/g, 'Promise.reject(s)'],
  [/`\$\{r\}lov\.linkeddata\.es[^`]*`/g, '""'],
  // Other people's endpoints, on offer until an endpoint is set.
  [/\{ endpoint: "https:\/\/dbpedia\.org\/sparql" \}, \{ endpoint: "https:\/\/query\.wikidata\.org\/[^"]*" \}/g, ""],
  [/endpoint: "https:\/\/dbpedia\.org\/sparql"/g, 'endpoint: ""'],
  // A style sheet written by script, which the page's policy forbids; its rules stand in src/editor.css.
  [/e\.querySelectorAll\("style"\)/g, 'e.querySelectorAll("template")'],
  [/document\.createElement\("style"\)/g, 'document.createElement("template")'],
  [/<strong style='text-decoration:underline'>/g, "<strong>"],
  // {{name}} in a literal replaced by another column: what the graph says is shown as it stands.
  [/applyMustacheToLiterals = \(e\) => \{/g, "applyMustacheToLiterals = (e) => {\n\treturn e;"],
];

const cutting = {
  name: "cutting",
  setup(bundle) {
    bundle.onLoad({ filter: /yasgui\.esm\.js$/ }, async ({ path }) => ({ contents: cut(await readFile(path, "utf8")) }));
  },
};

function cut(text) {
  return CUTS.reduce((rest, [pattern, replacement]) => {
    const found = rest.match(pattern)?.length ?? 0;
    if (found !== 1) {
      throw new Error(`${pattern} is ${found} times in ${YASGUI}, not once; look at what the new version does and correct CUTS.`);
    }
    return rest.replace(pattern, replacement);
  }, text);
}

await build({
  entryPoints: ["src/editor.js"],
  outdir: OUT,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none", // whole licences stand in licences.txt
  banner: { js: "/* Licences of what is bundled here: licences.txt beside this file. */" },
  loader: { ".rq": "text" },
  plugins: [cutting],
});
await build({
  entryPoints: ["src/type.css"],
  outdir: OUT,
  bundle: true,
  minify: true,
  assetNames: "fonts/[name]",
  loader: { ".woff2": "file" },
});
const views = await build({
  entryPoints: ["src/views.js"],
  outdir: OUT,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  metafile: true,
  legalComments: "none",
  banner: { js: "/* Licences of what is bundled here: licences.txt beside this file. */" },
});
await licences(`${YASGUI}.map`, `${OUT}/licences.txt`, Object.keys(views.metafile.inputs));
