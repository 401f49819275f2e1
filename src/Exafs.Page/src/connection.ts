// The line to the daemon: kept open, made anew when it is lost, nothing lost in between.
import * as addresses from "./addresses";
import type { History } from "./history";
import type { Model } from "./model";
import { decode, type Frame } from "./protocol";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 5000;
/** The daemon sends its state once a second: so long without a frame, and the line is dead, whatever the socket says. ms. */
const SILENCE = 5000;

export class Connection {
  /** Frames that could not be read. */
  defective = 0;
  private socket: WebSocket | null = null;
  private wait = FIRST_WAIT;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private lastFrame = 0;
  private askedAfter = 0;
  private askedRun: string | null = null;
  private daemonStarted: number | null = null;

  constructor(
    private readonly model: Model,
    private readonly history: History,
  ) {}

  start(): void {
    this.model.set("line", "connecting");
    this.open();
    setInterval(() => {
      if (this.socket !== null && performance.now() - this.lastFrame > SILENCE) this.lose(this.socket);
    }, 1000);
    window.addEventListener("online", () => this.hurry());
    // A tab in the background waits long between its tries; who looks at it again must not.
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.hurry());
  }

  private hurry(): void {
    this.wait = FIRST_WAIT;
    if (this.socket === null) this.open();
  }

  private open(): void {
    clearTimeout(this.retry);
    this.askedAfter = this.history.last;
    this.askedRun = this.history.run;
    const address = new URL(addresses.live(this.askedAfter), document.baseURI);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    this.lastFrame = performance.now();
    socket.addEventListener("message", (message) => {
      if (socket === this.socket) this.read(message.data, socket);
    });
    socket.addEventListener("close", () => this.lose(socket));
    socket.addEventListener("error", () => this.lose(socket));
  }

  private lose(socket: WebSocket): void {
    if (socket !== this.socket) return;
    this.socket = null;
    socket.close();
    this.model.set("line", "lost");
    this.retry = setTimeout(() => this.open(), this.wait);
    this.wait = Math.min(LONGEST_WAIT, this.wait * 2);
  }

  private read(data: unknown, socket: WebSocket): void {
    this.lastFrame = performance.now();
    let frame: Frame;
    try {
      if (!(data instanceof ArrayBuffer)) throw new TypeError("a frame of text");
      frame = decode(data);
    } catch (error) {
      this.defective++;
      console.warn(`frame ${this.defective} that cannot be read`, error);
      return;
    }
    if (this.model.get("line") !== "open") {
      this.wait = FIRST_WAIT;
      this.model.set("line", "open");
    }
    try {
      this.take(frame, socket);
    } catch (error) {
      // A panel that fails on one frame must not end the line for the others.
      console.error(`failed on a ${frame.type} frame`, error);
    }
  }

  private take(frame: Frame, socket: WebSocket): void {
    switch (frame.type) {
      case "run": {
        // Rows were asked for of a run that is not measured any more: ask again, from the beginning of this one.
        const isOther = this.askedAfter > 0 && frame.run_id !== this.askedRun;
        this.history.onRun(frame);
        if (isOther && this.askedRun !== null) {
          this.socket = null;
          socket.close();
          this.open();
        }
        return;
      }
      case "track":
        this.history.onTrack(frame);
        return;
      case "waterfall":
        this.history.onWaterfall(frame);
        return;
      case "events":
        this.history.onEvents(frame);
        return;
      case "state":
        if (this.daemonStarted !== null && this.daemonStarted !== frame.started) this.history.onRestart();
        this.daemonStarted = frame.started;
        this.model.set("state", frame);
        return;
      case "now":
        this.model.set("now", frame);
        return;
    }
  }
}
