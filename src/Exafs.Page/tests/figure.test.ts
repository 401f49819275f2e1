import assert from "node:assert/strict";
import { test } from "node:test";
import { aligned, together } from "../src/columns";
import { csvOf, type Figure, svgOf } from "../src/figure";

const NASTY = `</text><script>alert("x")</script>&`;

const figure: Figure = {
  title: NASTY,
  x: { label: "R (Å)", min: 0, max: 2 },
  y: { label: "neighbours per (Å)", min: 0, max: 4 },
  series: [
    { label: "low", colour: "#009e73" },
    { label: "±σ", colour: "#009e73", band: true },
    { label: NASTY, colour: "#000", dash: [7, 5] },
  ],
  data: [
    [0, 1, 2],
    [0, 1, 1],
    [1, 2, 3],
    [1, null, 2],
  ],
  marks: [{ x: 1, label: NASTY, colour: "#f00" }],
  spans: [{ from: 0, to: 1, colour: "#0f0", label: "" }],
  width: 640,
  height: 400,
  ink: "#000",
  grid: "#ddd",
  paper: "#fff",
};

test("text from the wire is no markup in an SVG", () => {
  const svg = svgOf(figure);
  assert.ok(!svg.includes("<script"));
  assert.equal(svg.split("&lt;/text&gt;&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;").length, 4);
  assert.equal(svg.match(/<text/g)?.length, svg.match(/<\/text>/g)?.length);
  assert.ok(!svgOf({ ...figure, title: "a\u0000b" }).includes("\u0000"));
});

test("an SVG has the curves as paths: a gap breaks a line, a band is filled", () => {
  const svg = svgOf(figure);
  const dashed = /<path d="(M[^"]*)" fill="none"[^>]*stroke-dasharray="7 5"/.exec(svg)?.[1] ?? "";
  assert.equal(dashed.match(/M/g)?.length, 2);
  assert.match(svg, /Z" fill="#009e73" fill-opacity/);
  assert.ok(svg.includes("R (Å)"));
});

test("a CSV has names with units, no formulas, and nothing where there is no number", () => {
  const lines = csvOf({
    ...figure,
    series: figure.series.map((one, i) => (i === 2 ? { ...one, label: "=1+2" } : one)),
  }).split("\r\n");
  assert.equal(lines[0], "R (Å),±σ (lower) (Å),±σ (upper) (Å),'=1+2 (Å)");
  assert.equal(lines[2], "1,1,2,");
  assert.equal(lines.length, 5);
});

test("scans that go down are drawn from low to high; what is not a number is a gap", () => {
  assert.deepEqual(aligned([[3, 2, 1], new Float32Array([30, Number.NaN, 10])], 1), [
    [1, 2, 3],
    [10, null, 30],
  ]);
});

test("curves on different grids lie over each other without gaps", () => {
  assert.deepEqual(
    aligned(
      together(
        [
          [1, 3],
          [10, 30],
        ],
        [[2], [20]],
      ),
      2,
    ),
    [
      [1, 2, 3],
      [10, undefined, 30],
      [undefined, 20, undefined],
    ],
  );
  assert.deepEqual(together([[1], [2]], [[1], [3]]), [[1], [2], [3]]);
});
