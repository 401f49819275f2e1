import assert from "node:assert/strict";
import { test } from "node:test";
import type { TrackFrame } from "../src/protocol";
import { bisect, nearest, TrackBuffer } from "../src/time/track";

const floats = (values: number[]) => Float32Array.from(values);

function frameOf(first: number, values: number[], more: Record<string, Float32Array> = {}): TrackFrame {
  return {
    type: "track",
    run_id: "run",
    t0: 1_700_000_000,
    entries: values.length,
    series: ["n1"],
    arrays: {
      row: floats(values.map((_, i) => first + i)),
      scans: floats(values.map(() => 1)),
      rejected: floats(values.map(() => 0)),
      time: floats(values.map((_, i) => first + i)),
      kelvin: floats(values.map((_, i) => 300 + i)),
      n1: floats(values),
      n1_low: floats(values),
      n1_high: floats(values),
      n1_sigma: floats(values.map(() => 0.1)),
      ...more,
    },
  };
}

test("a merge keeps the extremes, weighs the mean by scans and adds these up", () => {
  const track = new TrackBuffer(2);
  track.set(frameOf(1, [10, 20, 30, 40], { scans: floats([3, 1, 1, 1]), n1_low: floats([5, 18, 30, 40]) }));
  track.append(frameOf(5, [50]));
  const n1 = track.get("n1");
  assert.ok(n1);
  assert.equal(track.length, 3);
  assert.deepEqual([...n1.mean.subarray(0, 3)], [12.5, 35, 50]);
  assert.deepEqual([...n1.low.subarray(0, 3)], [5, 30, 50]);
  assert.deepEqual([...n1.high.subarray(0, 3)], [20, 40, 50]);
  assert.deepEqual([...track.scans.subarray(0, 3)], [4, 2, 1]);
  assert.deepEqual([...track.row.subarray(0, 3)], [2, 4, 5]);
  assert.equal(track.time[0], 1_700_000_001.25);
});

test("rejected scans have no weight in a mean, and NaN takes nothing from its neighbour", () => {
  const track = new TrackBuffer(2);
  track.set(
    frameOf(1, [10, Number.NaN, 30, 50], {
      scans: floats([1, 1, 4, 1]),
      rejected: floats([0, 1, 3, 0]),
      n1_low: floats([9, Number.NaN, 30, 50]),
    }),
  );
  track.append(frameOf(5, [1]));
  assert.equal(track.get("n1")?.mean[0], 10);
  assert.equal(track.get("n1")?.low[0], 9);
  assert.equal(track.get("n1")?.mean[1], 40);
  assert.deepEqual([...track.rejected.subarray(0, 2)], [1, 3]);
});

test("a hundred thousand scans stay within twice the limit, none of them lost", () => {
  const track = new TrackBuffer(500);
  for (let row = 1; row <= 100_000; row += 10) track.append(frameOf(row, new Array(10).fill(row)));
  assert.ok(track.length <= 1000 && track.length >= 500);
  let scans = 0;
  for (let i = 0; i < track.length; i++) scans += track.scans[i] as number;
  assert.equal(scans, 100_000);
  assert.equal(track.row[track.length - 1], 100_000);
});

test("what is there already is passed over, a new series begins with gaps", () => {
  const track = new TrackBuffer(10);
  track.set(frameOf(1, [1, 2, 3]));
  assert.equal(track.append(frameOf(2, [9, 9, 4])), 1);
  assert.deepEqual([...(track.get("n1")?.mean.subarray(0, 4) ?? [])], [1, 2, 3, 4]);
  const frame = frameOf(5, [5]);
  track.append({ ...frame, series: ["n1", "phase_fcc"], arrays: { ...frame.arrays, phase_fcc: floats([0.5]) } });
  assert.ok(Number.isNaN(track.get("phase_fcc")?.mean[0]));
  assert.equal(track.get("phase_fcc")?.mean[4], 0.5);
});

test("a row finds its entry", () => {
  const track = new TrackBuffer(10);
  track.set(frameOf(1, [1, 2, 3], { row: floats([10, 20, 30]) }));
  assert.deepEqual(
    [1, 10, 11, 30, 31].map((row) => track.entryOf(row)),
    [0, 0, 1, 2, 2],
  );
  assert.equal(new TrackBuffer(1).entryOf(1), -1);
  assert.deepEqual(
    [0, 2, 2.4, 2.6, 9].map((value) => nearest([1, 2, 3], 3, value)),
    [0, 1, 1, 2, 2],
  );
  assert.equal(nearest([], 0, 1), -1);
  assert.equal(bisect([1, 2, 2, 3], 4, 2), 1);
});
