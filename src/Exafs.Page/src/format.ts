// Numbers, times and words as the page shows them.
import type { Uncertain } from "./protocol";

export const NONE = "–";

/** A value with its error, to the error's digits: "8.02 ± 0.04". */
export function uncertain([value, sigma]: Uncertain, scale = 1): string {
  const { value: v, error } = uncertainParts([value, sigma], scale);
  return error === "" ? v : `${v} ± ${error}`;
}

/** The same, value and error apart. Two digits of the error where it begins with 1, else one. */
export function uncertainParts([value, sigma]: Uncertain, scale = 1): { value: string; error: string } {
  if (value === null || !Number.isFinite(value)) return { value: NONE, error: "" };
  const v = value * scale;
  if (sigma === null || !Number.isFinite(sigma) || sigma <= 0) return { value: number(v), error: "" };
  const s = sigma * scale;
  const exponent = Math.floor(Math.log10(s));
  const digits = Math.min(12, Math.max(0, (s / 10 ** exponent < 1.95 ? 1 : 0) - exponent));
  return { value: minus(v.toFixed(digits)), error: s.toFixed(digits) };
}

/** Four digits or so, without noise behind them. */
export function number(value: number | null | undefined, digits = 4): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE;
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-3) return power(value, Math.min(digits, 3));
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return minus(value.toFixed(decimals));
}

/** To fixed decimals: stays as wide as it is. */
export const fixed = (value: number | null | undefined, decimals: number): string =>
  value === null || value === undefined || !Number.isFinite(value) ? NONE : minus(value.toFixed(decimals));

function power(value: number, digits: number): string {
  const [mantissa, exponent] = value.toExponential(digits - 1).split("e");
  return minus(`${mantissa}·10${superscript(String(Number(exponent)))}`);
}

const RAISED: Record<string, string> = {
  "0": "⁰",
  "1": "¹",
  "2": "²",
  "3": "³",
  "4": "⁴",
  "5": "⁵",
  "6": "⁶",
  "7": "⁷",
  "8": "⁸",
  "9": "⁹",
  "-": "⁻",
};

export const superscript = (text: string): string => [...text].map((sign) => RAISED[sign] ?? sign).join("");

/** A true minus sign, and none before zero. */
const minus = (text: string): string => text.replace(/^-(?=0(?:\.0*)?$)/, "").replace(/^-/, "−");

export const count = (value: number): string => value.toLocaleString("en").replace(/,/g, "\u202f");

export const kelvin = (t: number | null): string =>
  t === null ? NONE : `${fixed(t, 1)} K (${fixed(t - 273.15, 1)} °C)`;

const two = (value: number) => String(value).padStart(2, "0");

/** s since 1970 UTC as the clock on the wall. */
export function localTime(t: number): string {
  const date = new Date(t * 1000);
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

export const utcTime = (t: number): string => new Date(t * 1000).toISOString().slice(11, 19);

/** "14:03:12 (13:03:12 UTC)", with the date where it is not today's. */
export function times(t: number | null | undefined, now = Date.now() / 1000): string {
  if (t === null || t === undefined || !Number.isFinite(t)) return NONE;
  const date = new Date(t * 1000);
  const isToday = date.toDateString() === new Date(now * 1000).toDateString();
  const day = isToday ? "" : `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} `;
  return `${day}${localTime(t)} (${utcTime(t)} UTC)`;
}

export function age(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return NONE;
  const s = Math.max(0, Math.round(seconds));
  if (s < 90) return `${s} s`;
  if (s < 90 * 60) return `${Math.floor(s / 60)} min`;
  if (s < 48 * 3600) return `${Math.floor(s / 3600)} h ${two(Math.floor((s % 3600) / 60))} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor((s % 86400) / 3600)} h`;
}

/** A stretch of time, s, in s, ms or µs. */
export function duration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return NONE;
  if (seconds >= 1) return `${number(seconds, 3)} s`;
  return seconds >= 1e-3 ? `${number(seconds * 1e3, 3)} ms` : `${number(seconds * 1e6, 3)} µs`;
}

export function bytes(value: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let size = value;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit++;
  }
  return `${unit === 0 ? size : number(size, 3)} ${units[unit]}`;
}
