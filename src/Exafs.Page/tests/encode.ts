/** A frame as the daemon writes it. */
export function encode(header: object, arrays: Record<string, number[]> = {}): ArrayBuffer {
  const names = Object.entries(arrays).map(([name, values]) => [name, values.length]);
  let json = JSON.stringify({ ...header, arrays: names });
  const bytes = (text: string) => new TextEncoder().encode(text).length;
  json += " ".repeat((4 - (bytes(json) % 4)) % 4);
  const values = Object.values(arrays).flat();
  const buffer = new ArrayBuffer(4 + bytes(json) + 4 * values.length);
  new DataView(buffer).setUint32(0, bytes(json), true);
  new Uint8Array(buffer, 4).set(new TextEncoder().encode(json));
  new Float32Array(buffer, 4 + bytes(json)).set(values);
  return buffer;
}
