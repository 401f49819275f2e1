import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunEvent, TrackFrame } from "../src/protocol";
import { branches, onGrid, temperatureGrid } from "../src/time/branches";
import { labelOf, marksOf } from "../src/time/marks";
import { places, RunData } from "../src/time/rundata";
import { Viewport } from "../src/time/viewport";

test("heating and cooling are told apart, noise below 1.5 K is not", () => {
  const up = Array.from({ length: 20 }, (_, i) => 300 + 2 * i + (i % 2));
  const down = Array.from({ length: 20 }, (_, i) => 338 - 2 * i - (i % 2));
  const kelvin = [...up, ...down, Number.NaN, 298, 310];
  const signs = branches(kelvin, kelvin.length);
  assert.ok(signs.subarray(0, 20).every((sign) => sign === 1));
  assert.ok(signs.subarray(21, 40).every((sign) => sign === -1));
  assert.equal(signs[40], -1, "a scan without a temperature is on its neighbours' branch");
  assert.deepEqual([...signs.subarray(41)], [-1, 1]);
});

test("at a turn the branch changes at the extreme, and a constant temperature is on none", () => {
  assert.deepEqual([...branches([300, 302, 304, 303.5, 303, 302, 301], 7)], [1, 1, 1, -1, -1, -1, -1]);
  assert.deepEqual([...branches([300, 301, 300, 299.8], 4)], [0, 0, 0, 0]);
  assert.deepEqual([...branches([300, 300.5, 298, 296], 4)], [-1, -1, -1, -1]);
});

test("a branch against temperature is averaged in its places, and bridges only small gaps", () => {
  const kelvin = [300, 300, 302, 340];
  const grid = temperatureGrid(kelvin, 4, 40);
  assert.equal(grid.length, 41);
  const values = onGrid(grid, kelvin, [1, 3, 4, 9], () => true, 4, "mean");
  assert.deepEqual(values.slice(0, 3), [2, 3, 4]);
  assert.ok(Number.isNaN(values[20]));
  assert.equal(values[40], 9);
  assert.equal(onGrid(grid, kelvin, [1, 3, 4, 9], () => true, 4, "least")[0], 1);
  assert.deepEqual(temperatureGrid([Number.NaN], 1), []);
});

test("a view of the whole run grows in steps", () => {
  const view = new Viewport();
  let changes = 0;
  view.onChange(() => changes++);
  for (let to = 0; to <= 1000; to++) view.setExtent(0, to);
  assert.ok(view.span.to >= 1000);
  assert.ok(changes < 80, `${changes} changes`);
});

test("a zoomed view follows in steps, stops when moved back, and what was at the pointer stays there", () => {
  const view = new Viewport();
  view.setExtent(0, 1000);
  view.look(900, 1000);
  assert.ok(view.follows);
  view.setExtent(0, 1001);
  assert.deepEqual(view.span, { from: 912.5, to: 1012.5 });
  view.look(100, 200);
  assert.ok(!view.follows);
  view.setExtent(0, 2000);
  assert.deepEqual(view.span, { from: 100, to: 200 });
  view.zoom(0.5, 120);
  assert.deepEqual(view.span, { from: 110, to: 160 });
  view.follow(true);
  assert.ok(view.span.to > 2000 && view.span.to - view.span.from === 50);
  view.reset();
  assert.ok(view.isWhole && view.follows);
});

function track(rows: number[], scans: number): TrackFrame {
  return {
    type: "track",
    run_id: "run",
    t0: 0,
    entries: rows.length,
    series: [],
    arrays: {
      row: Float32Array.from(rows),
      time: Float32Array.from(rows),
      scans: Float32Array.from(rows, () => scans),
      kelvin: Float32Array.from(rows),
    },
  };
}

const every = (from: number, to: number, step: number) =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);

test("a finer part is used where it covers the view, and goes on with the run", () => {
  const data = new RunData();
  data.takeTrack(track(every(50, 1000, 50), 50), true);
  const span = { from: 400, to: 600 };
  assert.ok(!data.isFine(span, "time"));
  assert.deepEqual(data.rows(span, "time"), { from: 301, to: 600 });
  data.await({ from: 301, to: 600 }, span, false);
  assert.equal(data.track(span), data.whole, "until it is there the coarse one is shown");
  data.takeTrack(track(every(301, 600, 1), 1), true);
  assert.equal(data.track(span).length, 300);
  assert.equal(data.track({ from: 0, to: 600 }), data.whole);
  data.drop();
  assert.equal(data.track(span), data.whole);
});

test("scans without a time lie where the one before does; without any, row is the axis", () => {
  const of = { row: [1, 2, 3, 4], time: [Number.NaN, 5, Number.NaN, 4], length: 4 };
  assert.deepEqual([...places(of, "time")], [5, 5, 5, 5]);
  assert.deepEqual([...places(of, "scan")], [1, 2, 3, 4]);
  const data = new RunData();
  const frame = track([1, 2], 1);
  data.takeTrack({ ...frame, arrays: { ...frame.arrays, time: Float32Array.of(Number.NaN, Number.NaN) } }, true);
  assert.equal(data.kind, "scan");
});

test("events become marks where they happened", () => {
  const event: RunEvent = {
    kind: "onset",
    cause: "fcc",
    scan_id: null,
    row: 7,
    time: 100,
    temperature_kelvin: [1184.2, 1],
    branch: "heating",
    confidence: 0.9,
    detail: "",
  };
  assert.equal(labelOf(event), "fcc onset 1184 K");
  assert.equal(labelOf({ ...event, kind: "instrument" }), "");
  assert.equal(marksOf([event], "time", () => 0)[0]?.x, 100);
  assert.equal(marksOf([event], "temperature", () => 0)[0]?.x, 1184.2);
  assert.equal(marksOf([{ ...event, time: null }], "time", (row) => row * 2)[0]?.x, 14);
  assert.equal(marksOf([{ ...event, time: null, row: null }], "time", () => 0).length, 0);
});
