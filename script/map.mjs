// The world's shapes out of Natural Earth; script/map brings what this needs and says where it lies.
//
// Equal Earth, so that no State looks larger than it is; turned by 11 degrees, so that neither Chukotka nor the islands
// from Fiji to Samoa are cut by the edge.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const WIDTH = 960;
const MARGIN = 8;
const LEAST = 4; // square units: a smaller shape gets a circle as well
const FINE = 0.25; // units: what a boundary may be off, since no reader sees less
const ROOM = 14; // from centre to centre: circles of radius 6 with a gap between them

// Degrees east and north, by hand: no shape at 1:50 million (Tuvalu), or one whose middle lies in the open sea between
// far islands (the capital instead).
const PLACES = { TUV: [179.2, -8.5], KIR: [173.0, 1.4], FSM: [158.2, 6.9], SYC: [55.5, -4.6], PLW: [134.5, 7.4] };
// The Lesser Antilles stand closer than circles can: two staggered columns in their order from north to south, beside
// the chain; steps of ROOM from its middle.
const ANTILLES = {
  KNA: [-0.45, -1.5], DMA: [-0.45, -0.5], VCT: [-0.45, 0.5], GRD: [-0.45, 1.5],
  ATG: [0.45, -1], LCA: [0.45, 0], BRB: [0.45, 1], TTO: [0.45, 2],
};
const MIDDLE = [-58.2, 16.2];
// Shapes without a code of their own, which the United Nations does not tell apart from a State.
const WITHIN = { "N. Cyprus": "CYP", Somaliland: "SOM", Taiwan: "CHN" };
const LEFT_OUT = new Set(["Antarctica", "Fr. S. Antarctic Lands"]);
const CRIMEA = [34.2, 45.2];
const SAHARA = 27 + 40 / 60; // degrees north: Western Sahara begins here for the United Nations; the source follows the berm

await draw(process.argv[2]);

async function draw(home) {
  const require = createRequire(home);
  const brought = (name) => import(pathToFileURL(require.resolve(name)));
  const [geo, topo] = [await brought("d3-geo"), require("topojson-client")];
  const root = join(dirname(fileURLToPath(import.meta.url)), "..");
  const states = codes(readFileSync(join(root, "reference/states.csv"), "utf8"));
  const [coarse, fine] = ["110m", "50m"].map((scale) => JSON.parse(readFileSync(join(dirname(require.resolve("world-atlas/package.json")), `countries-${scale}.json`))));
  const flat = geo.geoEqualEarth().rotate([-11, 0]).scale(WIDTH / 5.4);
  coarse.arcs = topo.feature(coarse, { type: "MultiLineString", arcs: coarse.arcs.map((_, i) => [i]) }).geometry.coordinates.map((arc) => simple(arc, flat));
  delete coarse.transform;
  const areas = gathered(coarse, states, geo, topo);

  const all = { type: "FeatureCollection", features: areas.map(({ shape }) => ({ type: "Feature", geometry: shape })) };
  const projection = geo.geoEqualEarth().rotate([-11, 0]).precision(0.8).fitWidth(WIDTH - 2 * MARGIN, { type: "Sphere" });
  const [[, top], [, bottom]] = geo.geoPath(projection).bounds(all);
  const [x, y] = projection.translate();
  projection.translate([x + MARGIN, y - top + MARGIN]);
  const path = geo.geoPath(projection).digits(1);

  const shapes = {}, elsewhere = [], small = {};
  for (const { code, shape } of areas) {
    if (!code) { elsewhere.push(shorter(path(shape))); continue; }
    shapes[code] = shorter(path(shape));
    if (geo.geoPath(projection).area(shape) < LEAST) small[code] = projection(geo.geoCentroid(shape));
  }
  const centres = Object.fromEntries(topo.feature(fine, fine.objects.countries).features.map((f) => [states[f.id], geo.geoCentroid(f)]));
  for (const code of Object.values(states)) {
    if (!shapes[code] || PLACES[code]) small[code] = projection(PLACES[code] ?? centres[code]);
  }
  const middle = projection(MIDDLE);
  for (const [code, [across, down]] of Object.entries(ANTILLES)) {
    delete shapes[code];
    small[code] = [middle[0] + across * ROOM, middle[1] + down * ROOM];
  }
  apart(small, new Set(Object.keys(ANTILLES)));
  write(root, { shapes, elsewhere, small, height: Math.ceil(bottom - top + 2 * MARGIN) });
}

// M49 code of each State of the reference list, to its alpha-3 code. The first columns of the file hold no quotes.
function codes(text) {
  const [head, ...rows] = text.trim().split("\n").map((line) => line.split(","));
  return Object.fromEntries(rows.map((row) => [row[head.indexOf("m49")], row[head.indexOf("iso3")]]));
}

// The areas at 1:110 million, each with the State that it belongs to, if any, and its shape as one geometry.
function gathered(atlas, states, geo, topo) {
  const parts = new Map(), elsewhere = [];
  for (const area of atlas.objects.countries.geometries) {
    const name = area.properties.name;
    if (LEFT_OUT.has(name)) continue;
    const code = WITHIN[name] ?? states[area.id];
    for (const arcs of area.type === "Polygon" ? [area.arcs] : area.arcs) {
      const polygon = { type: "Polygon", arcs };
      const crimea = code === "RUS" && geo.geoContains(topo.feature(atlas, polygon), CRIMEA);
      const owner = crimea ? "UKR" : name === "W. Sahara" ? "MAR" : code;
      if (owner) parts.set(owner, [...(parts.get(owner) ?? []), polygon]);
      else elsewhere.push({ shape: topo.feature(atlas, polygon).geometry });
    }
  }
  const both = topo.merge(atlas, parts.get("MAR")).coordinates;
  parts.delete("MAR");
  const [morocco, sahara] = [1, -1].map((side) => ({ type: "MultiPolygon", coordinates: both.map((rings) => [beside(rings[0], side)]) }));
  elsewhere.push({ shape: sahara });
  const owned = [...parts].sort().map(([code, polygons]) => ({ code, shape: topo.merge(atlas, polygons) }));
  return [{ code: "MAR", shape: morocco }, ...owned, ...elsewhere].sort((a, b) => ((a.code ?? "") < (b.code ?? "") ? -1 : 1));
}

// The part of a ring to the north (1) or south (-1) of where Western Sahara begins.
function beside(ring, side) {
  const kept = [];
  for (const [i, [x, y]] of ring.slice(0, -1).entries()) {
    const [next, after] = ring[i + 1];
    if ((y - SAHARA) * side >= 0) kept.push([x, y]);
    if ((y - SAHARA) * (after - SAHARA) < 0) kept.push([x + ((SAHARA - y) / (after - y)) * (next - x), SAHARA]);
  }
  return [...kept, kept[0]];
}

// A boundary without the points that it passes closely anyway (Douglas and Peucker). It is one line for the two States
// beside it, so both keep the same one.
function simple(line, projection) {
  if (line.length < 3) return line;
  const [a, b] = [projection(line[0]), projection(line.at(-1))];
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]], long = Math.hypot(dx, dy);
  let farthest = 0, most = 0;
  for (let i = 1; i < line.length - 1; i++) {
    const [x, y] = projection(line[i]).map((n, axis) => n - a[axis]);
    const off = long > 0.01 ? Math.abs(x * dy - y * dx) / long : Math.hypot(x, y);
    if (off > most) [farthest, most] = [i, off];
  }
  if (most < FINE) return [line[0], line.at(-1)];
  return [...simple(line.slice(0, farthest + 1), projection), ...simple(line.slice(farthest), projection).slice(1)];
}

// A path of straight lines, told from point to point. The points themselves are rounded before, so that nothing adds up
// and two neighbours still share their boundary.
function shorter(path) {
  let short = "";
  for (const ring of path.slice(1, -1).split("ZM")) {
    const points = ring.split("L").map((point) => point.split(",").map((n) => Math.round(n * 10)));
    const steps = points.slice(1).map(([x, y], i) => [x - points[i][0], y - points[i][1]]);
    const [first, last] = [points[0], points.at(-1)];
    if (first[0] === last[0] && first[1] === last[1]) steps.pop(); // the closing leads to the start
    const numbers = steps.filter(([x, y]) => x || y).flat().map((n) => String(n / 10).replace(/^(-?)0\./, "$1."));
    if (numbers.length < 4) continue; // an islet of less than a tenth of a unit
    short += `M${points[0].map((n) => n / 10)}l${numbers.join(" ").replaceAll(" -", "-")}z`;
  }
  return short;
}

// Moves circles that would touch, by as little as it takes; those in `fixed` stay where they are.
function apart(places, fixed) {
  const names = Object.keys(places).sort();
  for (let turn = 0; turn < 500; turn++) {
    for (const [i, one] of names.entries()) {
      for (const other of names.slice(i + 1)) {
        const [a, b] = [places[one], places[other]];
        const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
        const far = Math.hypot(dx, dy), short = ROOM - far;
        if (short <= 0.01 || (fixed.has(one) && fixed.has(other))) continue;
        const share = fixed.has(one) ? 0 : fixed.has(other) ? 1 : 0.5;
        places[one] = [a[0] - (dx / far) * short * share, a[1] - (dy / far) * short * share];
        places[other] = [b[0] + (dx / far) * short * (1 - share), b[1] + (dy / far) * short * (1 - share)];
      }
    }
  }
}

function write(root, { shapes, elsewhere, small, height }) {
  const round = (value) => Math.min(Math.max(Math.round(value * 10) / 10, MARGIN), WIDTH - MARGIN);
  const circles = Object.fromEntries(Object.keys(small).sort().map((code) => [code, small[code].map(round)]));
  const file = {
    source: "Shapes: Natural Earth 1:110m and 1:50m, public domain, by way of world-atlas 2.0.2 (ISC licence, "
      + "copyright 2013-2019 Michael Bostock); made by script/map with d3-geo 3.1.2 and topojson-client 3.1.0",
    projection: "Equal Earth, centred on 11 degrees east",
    width: WIDTH, height, shapes, circles, elsewhere,
  };
  const line = (value) => JSON.stringify(value);
  const table = (values) => "{\n" + Object.entries(values).map(([k, v]) => `  ${line(k)}: ${line(v)}`).join(",\n") + "\n }";
  const text = Object.entries(file).map(([key, value]) => {
    if (Array.isArray(value)) return ` ${line(key)}: [\n  ${value.map(line).join(",\n  ")}\n ]`;
    return ` ${line(key)}: ${typeof value === "object" ? table(value) : line(value)}`;
  });
  writeFileSync(join(root, "src/servanda/documents/figures/world.json"), `{\n${text.join(",\n")}\n}\n`);
}
