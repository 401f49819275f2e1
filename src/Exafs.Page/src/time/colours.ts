// Colour maps of 256 entries that are even in lightness and safe for the colour-blind, interpolated between a few anchors.

/** Viridis at 16 even places. */
const sequential =
  "440154 481a6c 472f7d 414487 39568c 31688e 2a788e 23888e 1f988b 22a884 35b779 54c568 7ad151 a5db36 d2e21b fde725";
/** Blue, near white, orange-brown; after vik. */
const diverging = "04316f 1f6099 5f9cc6 b0d0e4 f5f5f3 f0c79d dc8f4a aa5319 5e2304";

type Rgb = [red: number, green: number, blue: number];

export interface ColourMap {
  /** ABGR words (little-endian RGBA), as a Uint32Array over ImageData takes them. */
  words: Uint32Array;
  css(at: number): string;
}

export const viridis = mapOf(sequential);
export const blueOrange = mapOf(diverging);

/** CIE L* of an entry, 0–100. */
export function lightness(map: ColourMap, at: number): number {
  const [red, green, blue] = parts(map.words[at] as number).map(linear) as Rgb;
  const y = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
}

function mapOf(anchors: string): ColourMap {
  const colours = anchors.split(" ").map(parse);
  const words = new Uint32Array(256);
  for (let i = 0; i < 256; i++) {
    const place = (i / 255) * (colours.length - 1);
    const a = Math.min(Math.floor(place), colours.length - 2);
    const [one, next] = [colours[a] as Rgb, colours[a + 1] as Rgb];
    // In sRGB: it is near enough to even in lightness between anchors that stand as close as these.
    const byte = (at: 0 | 1 | 2) => Math.round(one[at] + (place - a) * (next[at] - one[at]));
    words[i] = ((255 << 24) | (byte(2) << 16) | (byte(1) << 8) | byte(0)) >>> 0;
  }
  return { words, css: (at) => `rgb(${parts(words[at] as number).join(",")})` };
}

function parse(hex: string): Rgb {
  return [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb;
}

function parts(word: number): Rgb {
  return [word & 255, (word >> 8) & 255, (word >> 16) & 255];
}

function linear(byte: number): number {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
