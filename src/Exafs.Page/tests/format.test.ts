import assert from "node:assert/strict";
import { test } from "node:test";
import { age, bytes, duration, fixed, kelvin, number, times, uncertain } from "../src/format";

test("a value is told to the digits of its error", () => {
  assert.equal(uncertain([8.0234, 0.041]), "8.02 ± 0.04");
  assert.equal(uncertain([2.48871, 0.0141]), "2.489 ± 0.014");
  assert.equal(uncertain([1196.04, 0.72]), "1196.0 ± 0.7");
  assert.equal(uncertain([1196.04, 23]), "1196 ± 23");
  assert.equal(uncertain([0.6234, 0.03], 100), "62 ± 3");
  assert.equal(uncertain([-0.5, 0.1]), "−0.50 ± 0.10");
});

test("what is not there is a dash", () => {
  assert.equal(uncertain([null, 1]), "–");
  assert.equal(uncertain([Number.NaN, 1]), "–");
  assert.equal(uncertain([8.0234, null]), "8.023");
  assert.equal(number(undefined), "–");
  assert.equal(fixed(null, 2), "–");
  assert.equal(age(null), "–");
});

test("numbers, times and sizes are short", () => {
  assert.equal(number(7112.3), "7112");
  assert.equal(number(0.00082), "8.20·10⁻⁴");
  assert.equal(number(-1.5, 2), "−1.5");
  assert.equal(kelvin(1043), "1043.0 K (769.9 °C)");
  assert.equal(duration(0.00562), "5.62 ms");
  assert.equal(bytes(1_234_567), "1.23 MB");
  assert.equal(age(61), "61 s");
  assert.equal(age(3 * 3600 + 300), "3 h 05 min");
});

test("times are local and UTC, with the date of another day", () => {
  const t = Date.UTC(2026, 10, 28, 12, 0, 5) / 1000;
  assert.match(times(t, t), /^\d\d:\d\d:\d\d \(12:00:05 UTC\)$/);
  assert.match(times(t, t + 3 * 86400), /^2026-11-\d\d \d\d:\d\d:\d\d \(12:00:05 UTC\)$/);
});

test("zero has no sign", () => {
  assert.equal(fixed(-0.001, 1), "0.0");
  assert.equal(fixed(-0.1, 1), "−0.1");
  assert.equal(uncertain([-0.0001, 0.012], 100), "0.0 ± 1.2");
});
