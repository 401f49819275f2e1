import assert from "node:assert/strict";
import { test } from "node:test";
import { expectedShells } from "../src/shells";
import { niceStep, StickyRange, ticks } from "../src/ticks";

test("ticks are round", () => {
  assert.equal(niceStep(0.0021), 0.0025);
  assert.deepEqual(ticks(0, 1, 5), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(ticks(7000, 8000, 4), [7000, 7250, 7500, 7750, 8000]);
});

test("a range grows at once, and shrinks only when it has been too wide for long", () => {
  let now = 0;
  const range = new StickyRange(5, 0, 1000, () => now);
  assert.deepEqual(range.next(0, 1), [0, 1]);
  assert.deepEqual(range.next(0.1, 0.95), [0, 1]);
  assert.deepEqual(range.next(0, 1.1), [0, 1.25]);
  assert.deepEqual(range.next(0, 0.2), [0, 1.25]);
  now = 2000;
  assert.deepEqual(range.next(0, 0.2, true), [0, 1.25]);
  assert.deepEqual(range.next(0, 0.2), [0, 1.25]);
  now = 4000;
  assert.deepEqual(range.next(0, 0.2), [0, 0.2]);
});

test("a range of one value, or of none other than zero, is still a range", () => {
  for (const value of [0, 7112, -3e-5]) {
    const [low, high] = new StickyRange(5, 0.03, 0, () => 0).next(value, value);
    assert.ok(low <= value && value <= high && low < high, `${value}: ${low} to ${high}`);
  }
});

test("shells of bcc and fcc iron stand where they must", () => {
  const at = (name: string) => expectedShells("Fe", 6).find((mark) => mark.label === name)?.x ?? 0;
  assert.ok(Math.abs(at("bcc 1") - 2.4855) < 1e-3);
  assert.ok(Math.abs(at("bcc 4") - 4.7594) < 1e-3);
  assert.ok(Math.abs(at("fcc 1") - 2.581) < 1e-3);
  assert.equal(expectedShells("Cu", 6).length, 0);
});
