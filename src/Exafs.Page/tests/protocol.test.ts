import assert from "node:assert/strict";
import { test } from "node:test";
import { decode } from "../src/protocol";
import { encode } from "./encode";

test("a frame is read, whatever the length of its names", () => {
  for (const run of ["a", "ab", "abc", "Fe – σ²", "<b>"]) {
    const frame = decode(encode({ type: "track", run_id: run, entries: 2 }, { row: [1, 2], n1: [8, Number.NaN] }));
    assert.equal(frame.type, "track");
    assert.ok(frame.type === "track" && frame.run_id === run);
    assert.deepEqual([...(frame.arrays.row ?? [])], [1, 2]);
    assert.ok(Number.isNaN(frame.arrays.n1?.[1]));
  }
});

test("a frame that is cut off, or none, is refused", () => {
  const whole = encode({ type: "track" }, { row: [1, 2, 3] });
  assert.throws(() => decode(whole.slice(0, whole.byteLength - 4)), RangeError);
  assert.throws(() => decode(whole.slice(0, 12)));
  assert.throws(() => decode(new ArrayBuffer(0)), RangeError);
  assert.throws(
    () => decode(new TextEncoder().encode("\u0004\u0000\u0000\u0000{no}").buffer as ArrayBuffer),
    SyntaxError,
  );
});
