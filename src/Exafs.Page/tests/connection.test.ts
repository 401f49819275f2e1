import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Connection } from "../src/connection";
import { History } from "../src/history";
import { Model } from "../src/model";
import { encode } from "./encode";

class Socket extends EventTarget {
  static all: Socket[] = [];
  binaryType = "";
  isClosed = false;
  constructor(readonly address: URL) {
    super();
    Socket.all.push(this);
  }
  close(): void {
    this.isClosed = true;
  }
  hear(header: object, arrays: Record<string, number[]> = {}): void {
    this.hearBytes(encode(header, arrays));
  }
  hearBytes(data: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }
}

const last = (): Socket => Socket.all.at(-1) as Socket;
let now = 0;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  now = 0;
  Socket.all = [];
  mock.method(performance, "now", () => now);
  mock.method(console, "warn", () => {});
  Object.assign(globalThis, {
    WebSocket: Socket,
    window: new EventTarget(),
    document: Object.assign(new EventTarget(), { baseURI: "https://beamline.example/monitor/" }),
  });
});

const pass = (ms: number) => {
  for (let i = 0; i < ms; i += 100) {
    now += 100;
    mock.timers.tick(100);
  }
};

function started(): Model {
  const model = new Model();
  new Connection(
    model,
    new History(
      model,
      () => {},
      () => new Promise(() => {}),
    ),
  ).start();
  return model;
}

const state = { type: "state", started: 1, alerts: [] };
const track = (run: string, row: number): [object, Record<string, number[]>] => [
  { type: "track", run_id: run, entries: 1 },
  { row: [row] },
];

test("a lost line is made anew, and asks for what comes after the last row", () => {
  const model = started();
  assert.equal(last().address.href, "wss://beamline.example/monitor/api/live?after=0");
  last().hear({ type: "run", run_id: "a", last: 7 });
  last().hear(...track("a", 8));
  assert.equal(model.get("line"), "open");
  last().dispatchEvent(new Event("close"));
  assert.equal(model.get("line"), "lost");
  pass(500);
  assert.equal(Socket.all.length, 2);
  assert.equal(last().address.search, "?after=8");
  last().hear({ type: "run", run_id: "a", last: 9 });
  assert.equal(Socket.all.length, 2);
});

test("a line that says nothing for five seconds is lost, whatever the socket says", () => {
  const model = started();
  last().hear(state);
  pass(4000);
  last().hear(state);
  pass(4000);
  assert.equal(model.get("line"), "open");
  const silent = last();
  pass(3000);
  assert.ok(silent.isClosed);
  assert.equal(Socket.all.length, 2);
  silent.hear({ ...state, version: "late" });
  assert.notEqual(model.get("state")?.version, "late");
});

test("tries come less and less often, at most five seconds apart", () => {
  started();
  for (let i = 0; i < 6; i++) {
    last().dispatchEvent(new Event("close"));
    pass(5000);
    assert.equal(Socket.all.length, i + 2);
  }
  last().dispatchEvent(new Event("close"));
  pass(4000);
  assert.equal(Socket.all.length, 7);
});

test("frames that cannot be read are passed over", () => {
  const model = started();
  for (const bad of [new ArrayBuffer(0), new ArrayBuffer(9), "text", encode({ type: "later" })]) last().hearBytes(bad);
  last().hear(state);
  assert.equal(model.get("line"), "open");
  assert.equal(model.get("state")?.started, 1);
});

test("a listener that fails on a frame does not end the line", () => {
  mock.method(console, "error", () => {});
  const model = started();
  model.on("state", () => {
    throw new Error("no");
  });
  last().hear(state);
  last().hear({ type: "run", run_id: "a", last: 1 });
  assert.equal(model.get("run"), "a");
});

test("rows asked for of a run that is over are asked for anew", () => {
  const model = started();
  last().hear({ type: "run", run_id: "a", last: 7 });
  last().hear(...track("a", 8));
  last().dispatchEvent(new Event("close"));
  pass(500);
  last().hear({ type: "run", run_id: "b", last: 12 });
  assert.equal(Socket.all.length, 3);
  assert.equal(last().address.search, "?after=0");
  assert.equal(model.get("run"), "b");
});
