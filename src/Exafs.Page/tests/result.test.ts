import assert from "node:assert/strict";
import { test } from "node:test";
import type { ScanHead, SpectrumFrame, Structure } from "../src/protocol";
import { follow, type Result } from "../src/result";

const NOTHING = new Float32Array(0);
const SOME = new Float32Array([1, 2]);
const BROKEN = { reason: "i0_loss", detail: "" };

function frame(
  id: string,
  head: Partial<ScanHead> = {},
  arrays: Partial<SpectrumFrame["arrays"]> = {},
  made = 0,
): SpectrumFrame {
  const scan = {
    run_id: "a",
    scan_id: id,
    is_growing: false,
    rejected: null,
    structure: null,
    no_structure: null,
    ...head,
  };
  return {
    type: "now",
    scan: scan as ScanHead,
    received_ms: null,
    made_ms: made,
    kweight: 2,
    arrays: { chi: NOTHING, g: NOTHING, ...arrays } as SpectrumFrame["arrays"],
  };
}

const structure = { pack: "p" } as Structure;
const done: Result = { frame: frame("1", { structure }, { chi: SOME, g: SOME }), structureOf: "1" };

test("a scan that begins leaves what the last one told", () => {
  assert.equal(follow(frame("2", { is_growing: true }), done), done);
});

test("a scan that has a χ(k) shows it, beside the structure of the one before", () => {
  const next = follow(frame("2", { is_growing: true }, { chi: SOME }), done);
  assert.equal(next.frame.scan.scan_id, "2");
  assert.equal(next.frame.scan.structure, structure);
  assert.equal(next.frame.arrays.g, SOME);
  assert.equal(next.structureOf, "1");
  assert.equal(follow(frame("2", { structure }, { chi: SOME }), next).structureOf, "2");
});

test("a scan that is rejected blanks nothing at once, but does where no good one follows", () => {
  assert.equal(follow(frame("2", { rejected: BROKEN }, {}, 1000), done), done);
  assert.equal(follow(frame("2", { rejected: BROKEN }, {}, 5000), done).structureOf, "2");
});

test("another run begins with nothing", () => {
  assert.equal(follow(frame("1", { run_id: "b", is_growing: true }), done).frame.scan.structure, null);
});
