// The licences of every package in a published bundle, as its source map names them.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";

// Packages that are published without the text of their licence; it was taken from their repositories.
const ABSENT = [
  [/^@zazuko\//, "licences/yasgui.txt"],
  [/^@json2csv\//, "licences/json2csv.txt"],
];

const FACES = ["@fontsource-variable/source-sans-3", "@fontsource-variable/source-serif-4"];

/** Writes one file that names each package with the licence it came under. */
export async function licences(map, file, others) {
  const { sources } = JSON.parse(await readFile(map, "utf8"));
  const inside = [...sources, ...others].map((source) => source.match(/.*node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1]);
  const names = [...new Set([...FACES, "@zazuko/yasgui", "@zazuko/yasqe", "@zazuko/yasr", "@zazuko/yasgui-utils", ...inside])];
  const entries = await Promise.all(names.filter(Boolean).sort().map(entry));
  await writeFile(file, `The query editor, the typefaces and the movements of the drawings of this site are the work of others, under these licences.\n${entries.join("")}`);
}

async function entry(name) {
  const folder = `node_modules/${name}`;
  const about = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
  const text = await readFile(await place(name, folder), "utf8");
  return `\n${"=".repeat(80)}\n${name} ${about.version} · ${about.license ?? "see below"}\n\n${text.trim()}\n`;
}

async function place(name, folder) {
  const absent = ABSENT.find(([pattern]) => pattern.test(name))?.[1];
  const own = (await readdir(folder)).find((each) => /^licen[cs]e(\.(txt|md))?$/i.test(each));
  const found = own ? `${folder}/${own}` : absent;
  if (!found || !existsSync(found)) {
    throw new Error(`${name} is bundled, but its package holds no licence; put the text into licences/ and name it in ABSENT.`);
  }
  return found;
}
