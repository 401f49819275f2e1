import assert from "node:assert/strict";
import { test } from "node:test";
import type { WaterfallFrame } from "../src/protocol";
import { blueOrange, type ColourMap, lightness, viridis } from "../src/time/colours";
import { ColumnBuffer } from "../src/time/columns";
import { paintColumn, placesUp, quantile, reach, valueAt } from "../src/time/raster";
import { roundUpFinely } from "../src/time/scale";

function frameOf(rows: number[], count = 3): WaterfallFrame {
  const axis = { first: 0, step: 0.5, count };
  const each = (value: (row: number) => number) => Float32Array.from(rows, value);
  const spectra = (value: (row: number, i: number) => number) =>
    Float32Array.from(rows.flatMap((row) => Array.from({ length: count }, (_, i) => value(row, i))));
  return {
    type: "waterfall",
    run_id: "run",
    t0: 1000,
    columns: rows.length,
    r: axis,
    g_r: axis,
    arrays: {
      row: each((row) => row),
      time: each((row) => row),
      kelvin: each(() => 300),
      chir: spectra((row, i) => row + i),
      g: spectra((row, i) => -row - i),
    },
  };
}

const span = (from: number, length: number, step = 1) => Array.from({ length }, (_, i) => from + i * step);

test("a column without a structure has no numbers, whatever stood in its place", () => {
  const columns = new ColumnBuffer(100);
  columns.set(frameOf([1, 2]));
  const bare = frameOf([3]);
  bare.g_r = { first: 0, step: 0.5, count: 0 };
  bare.arrays.g = new Float32Array(0);
  columns.set(bare);
  assert.deepEqual([...columns.column("chir", 0)], [3, 4, 5]);
  assert.deepEqual([...columns.column("g", 0)], [Number.NaN, Number.NaN, Number.NaN]);
});

test("columns are bounded, and each keeps its own values", () => {
  const columns = new ColumnBuffer(100);
  for (let row = 1; row <= 5000; row++) {
    columns.append(frameOf([row]));
    assert.ok(columns.length <= 100);
  }
  assert.equal(columns.row[columns.length - 1], 5000);
  assert.equal(columns.row[0], 1);
  for (let i = 0; i < columns.length; i++) {
    const row = columns.row[i] as number;
    assert.deepEqual([...columns.column("chir", i)], [row, row + 1, row + 2]);
    assert.deepEqual([...columns.column("g", i)], [-row, -row - 1, -row - 2]);
    assert.equal(columns.time[i], 1000 + row);
  }
});

test("of even columns every second goes; old ones that stand far apart are spared", () => {
  const even = new ColumnBuffer(10);
  even.set(frameOf(span(1, 10)));
  even.append(frameOf([11]));
  assert.deepEqual([...even.row.subarray(0, even.length)], [1, 3, 5, 7, 9, 11]);

  const old = new ColumnBuffer(10);
  old.set(frameOf([...span(100, 5, 100), ...span(501, 5)]));
  old.append(frameOf([506]));
  assert.deepEqual([...old.row.subarray(0, 5)], span(100, 5, 100));
  assert.equal(old.row[old.length - 1], 506);
});

test("other axes start anew; a frame without an axis does not", () => {
  const columns = new ColumnBuffer(10);
  columns.set(frameOf([1, 2]));
  const bare = frameOf([3]);
  columns.append({ ...bare, g_r: { first: 0, step: 0, count: 0 }, arrays: { ...bare.arrays, g: new Float32Array(0) } });
  assert.equal(columns.length, 3);
  assert.ok(columns.column("g", 2).every(Number.isNaN), "a column without g holds a gap, not what was there before");
  const epoch = columns.epoch;
  columns.append(frameOf([4], 5));
  assert.equal(columns.length, 1);
  assert.notEqual(columns.epoch, epoch);
  assert.equal(columns.column("g", 0).length, 5);
});

test("viridis has its ends and grows lighter all the way", () => {
  assert.equal(viridis.css(0), "rgb(68,1,84)");
  assert.equal(viridis.css(255), "rgb(253,231,37)");
  for (let i = 1; i < 256; i++) assert.ok(lightness(viridis, i) >= lightness(viridis, i - 1) - 0.1, `entry ${i}`);
  for (let i = 5; i < 256; i++) assert.ok(lightness(viridis, i) > lightness(viridis, i - 5) + 0.5, `entry ${i}`);
});

test("the map of differences is lightest in its middle, and as dark at one end as at the other", () => {
  const at = (map: ColourMap, i: number) => lightness(map, i);
  for (let i = 1; i < 127; i++) {
    assert.ok(at(blueOrange, i) >= at(blueOrange, i - 1) - 0.2);
    assert.ok(at(blueOrange, 255 - i) >= at(blueOrange, 256 - i) - 0.2);
  }
  assert.ok(at(blueOrange, 128) > 94);
  assert.ok(Math.abs(at(blueOrange, 0) - at(blueOrange, 255)) < 6);
});

test("a column is painted with distances upwards, NaN stays clear, a baseline is taken off", () => {
  const strip = { top: 0, height: 3 };
  const axis = { first: 0, step: 1, count: 3 };
  const up = placesUp(strip, axis, -0.5, 2.5);
  assert.deepEqual([...up], [2, 1, 0]);
  const words = new Uint32Array(12);
  const palette = { words: viridis.words, low: 0, high: 1 };
  paintColumn(words, 4, strip, up, Float32Array.of(0, Number.NaN, 5), null, palette, 1, 3);
  assert.deepEqual(
    [...words],
    [0, viridis.words[255], viridis.words[255], 0, 0, 0, 0, 0, 0, viridis.words[0], viridis.words[0], 0],
  );
  paintColumn(words, 4, strip, up, Float32Array.of(5, 5, 5), Float32Array.of(5, 4, 5), palette, 3, 4);
  assert.deepEqual([words[3], words[7], words[11]], [viridis.words[0], viridis.words[255], viridis.words[0]]);
  assert.equal(valueAt([1, 3], 0.5), 2);
});

test("a column reaches half-way to its neighbours, but not over missing scans", () => {
  const xs = [0, 1, 2, 5, 6];
  const rows = [1, 2, 3, 6, 7];
  const all = xs.map((_, i) => reach({ xs, rows, length: xs.length, slack: 0 }, i));
  assert.deepEqual(all, [
    [-0.5, 0.5],
    [0.5, 1.5],
    [1.5, 2.5],
    [4.5, 5.5],
    [5.5, 6.5],
  ]);
  // Thinned columns stand unevenly.
  assert.deepEqual(reach({ xs: [0, 2, 5], rows: [0, 20, 50], length: 3, slack: 0 }, 1), [1, 3.5]);
  assert.ok(reach({ xs: [7], rows: [1], length: 1, slack: 0 }, 0).every(Number.isFinite));
});

test("ranges of colours are round", () => {
  assert.deepEqual([0.9, 1, 1.01, 7, 0.031, 0].map(roundUpFinely), [1, 1, 1.2, 8, 0.04, 1]);
  assert.equal(quantile([3, 1, Number.NaN, 2], 0.5), 2);
});
