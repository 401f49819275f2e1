import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import * as addresses from "../src/addresses";
import { waterfallAfter } from "../src/frames";
import { COLUMNS, ENTRIES, History } from "../src/history";
import { Model } from "../src/model";
import { decode, type EventsFrame, type Frame, type TrackFrame, type WaterfallFrame } from "../src/protocol";
import { encode } from "./encode";

const track = (run: string, ...rows: number[]) =>
  decode(encode({ type: "track", run_id: run, t0: 0, entries: rows.length, series: [] }, { row: rows })) as TrackFrame;

const waterfall = (run: string, ...rows: number[]) =>
  decode(
    encode(
      {
        type: "waterfall",
        run_id: run,
        t0: 0,
        columns: rows.length,
        r: { first: 0, step: 1, count: 2 },
        g_r: { first: 0, step: 1, count: 1 },
      },
      { row: rows, time: rows, kelvin: rows, chir: rows.flatMap((row) => [row, -row]), g: rows },
    ),
  ) as WaterfallFrame;

interface Bench {
  model: Model;
  history: History;
  asked: string[];
  seen: [rows: number[], whole: boolean][];
  answer(frames: Record<string, Frame>): Promise<void>;
}

function bench(): Bench {
  const model = new Model();
  const waiting: [string, (frame: Frame | null) => void][] = [];
  const asked: string[] = [];
  const history = new History(
    model,
    () => {},
    (address) => {
      asked.push(address);
      return new Promise((resolve) => waiting.push([address, resolve]));
    },
  );
  const seen: [number[], boolean][] = [];
  model.on("track", ({ frame, whole }) => seen.push([[...(frame.arrays.row ?? [])], whole]));
  return {
    model,
    history,
    asked,
    seen,
    async answer(frames) {
      for (const [address, resolve] of waiting.splice(0))
        resolve(Object.entries(frames).find(([part]) => address.includes(part))?.[1] ?? null);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

test("what the page fetches ahead of its script is what the script asks for first", () => {
  const page = readFileSync("src/index.html", "utf8");
  const ahead = [...page.matchAll(/rel="preload"[^>]*href="([^"]*)"/g)].map((match) => match[1]);
  const { history, asked } = bench();
  history.begin();
  assert.deepEqual(ahead, asked);
});

test("what comes while the history loads is held back, and each row is told once", async () => {
  const { history, seen, answer } = bench();
  history.onRun({ type: "run", run_id: "a", last: 3 });
  history.onTrack(track("a", 2, 3));
  history.onTrack(track("a", 4, 5));
  assert.deepEqual(seen, [[[], true]]);
  await answer({ "/track": track("a", 1, 2, 3, 4) });
  history.onTrack(track("a", 5, 6));
  history.onTrack(track("a", 6));
  assert.deepEqual(seen.slice(1), [
    [[1, 2, 3, 4], true],
    [[5], false],
    [[6], false],
  ]);
  assert.equal(history.last, 6);
});

test("a zoomed view does not grow, and takes up again", async () => {
  const { history, seen, asked, answer } = bench();
  history.onRun({ type: "run", run_id: "a", last: 9 });
  await answer({ "/track": track("a", 9) });
  history.range(2.4, 5.2);
  assert.deepEqual(asked.slice(-2), [addresses.track("a", ENTRIES, 2, 6), addresses.waterfall("a", COLUMNS, 2, 6)]);
  history.onTrack(track("a", 10));
  await answer({ "/track": track("a", 2, 3, 4, 5, 6) });
  history.onTrack(track("a", 11));
  assert.deepEqual(seen.at(-1), [[2, 3, 4, 5, 6], true]);
  history.range(null, null);
  await answer({ "/track": track("a", 10, 11) });
  history.onTrack(track("a", 12));
  assert.deepEqual(seen.slice(-2), [
    [[10, 11], true],
    [[12], false],
  ]);
  assert.equal(history.last, 12);
});

test("an older run stands still; the measured one is followed again on demand", async () => {
  const { model, history, seen, answer } = bench();
  history.onRun({ type: "run", run_id: "b", last: 1 });
  await answer({ "/track": track("b", 1) });
  history.show("a/../<b>");
  await answer({ "/track": track("a/../<b>", 7) });
  history.onTrack(track("b", 2));
  assert.deepEqual(seen.at(-1), [[7], true]);
  history.onRun({ type: "run", run_id: "c", last: 0 });
  assert.equal(model.get("run"), "a/../<b>");
  history.showLive();
  assert.equal(model.get("run"), "c");
});

test("a gap after the line was lost is fetched", async () => {
  const { history, seen, asked, answer } = bench();
  history.onRun({ type: "run", run_id: "a", last: 2 });
  await answer({ "/track": track("a", 1, 2) });
  history.onRun({ type: "run", run_id: "a", last: 900 });
  const before = asked.length;
  history.onTrack(track("a", 800, 801));
  assert.equal(asked.length, before + 2);
  await answer({ "/track": track("a", 1, 2, 800, 801) });
  assert.deepEqual(seen.at(-1), [[1, 2, 800, 801], true]);
});

test("after a restart of the daemon the run is loaded anew, for its rows may be others", async () => {
  const { history, seen, answer } = bench();
  history.onRun({ type: "run", run_id: "a", last: 900 });
  await answer({ "/track": track("a", 900) });
  history.onRestart();
  assert.equal(history.last, 0);
  await answer({ "/track": track("a", 1, 2) });
  history.onTrack(track("a", 3));
  assert.deepEqual(seen.slice(-2), [
    [[1, 2], true],
    [[3], false],
  ]);
});

test("a cut waterfall keeps each column with its scan", () => {
  const cut = waterfallAfter(waterfall("a", 3, 4, 5), 4);
  assert.equal(cut?.columns, 1);
  assert.deepEqual([...(cut?.arrays.chir ?? [])], [5, -5]);
  assert.deepEqual([...(cut?.arrays.g ?? [])], [5]);
  assert.equal(waterfallAfter(waterfall("a", 3), 3), null);
});

test("what is asked for before the run is named is shown at once, and not asked for again", async () => {
  const { model, history, asked, seen, answer } = bench();
  history.begin();
  await answer({ track: track("a", 1, 2), waterfall: waterfall("a", 1, 2) });
  await answer({});
  history.onRun({ type: "run", run_id: "a", last: 2 });

  assert.equal(model.get("run"), "a");
  assert.deepEqual(seen.at(-1), [[1, 2], true]);
  assert.equal(asked.filter((address) => address.startsWith("api/track")).length, 1);
  history.onTrack(track("a", 3));
  assert.deepEqual(seen.at(-1), [[3], false]);
});

test("who waits for what is asked for early waits until the run is shown, and no longer where it cannot be had", async () => {
  const { model, history, answer } = bench();
  const begun = history.begin();
  await answer({ track: track("a", 1), waterfall: waterfall("a", 1) });
  await begun;
  assert.equal(model.get("run"), "a");

  await new History(
    new Model(),
    () => {},
    () => Promise.reject(new Error("away")),
  ).begin();
});

test("what was asked for before the run is named is left out where another run is measured", async () => {
  const { model, history, asked, seen, answer } = bench();
  history.begin();
  history.onRun({ type: "run", run_id: "b", last: 7 });
  await answer({ track: track("a", 1, 2), waterfall: waterfall("a", 1, 2) });
  await answer({ track: track("b", 7), waterfall: waterfall("b", 7) });

  assert.equal(model.get("run"), "b");
  assert.deepEqual(seen.at(-1), [[7], true]);
  assert.equal(asked.filter((address) => address.startsWith("api/track?run=b")).length, 1);
});

test("events that the line told are not undone by an older answer", async () => {
  const { model, history, answer } = bench();
  const event = { row: 1, kind: "note" } as unknown as EventsFrame["events"][number];
  history.onRun({ type: "run", run_id: "a", last: 1 });
  history.onEvents({ type: "events", run_id: "a", events: [event] });
  await answer({ events: { type: "events", run_id: "a", events: [] } });

  assert.deepEqual(model.get("events")?.events, [event]);
});
