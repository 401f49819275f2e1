// How buffers of a run grow: at their end, by what comes after the last row, in whole pieces.

export interface Growing {
  length: number;
  readonly capacity: number;
  readonly row: Float64Array;
}

/**
 * Takes the entries of a frame whose rows rise beyond those that are there; others are passed over. Tells how many were new.
 * `makeRoom`: the buffer is full; `copy`: entries first to end (exclusive) of the frame have their place at `at`.
 */
export function takeRising(
  buffer: Growing,
  rows: ArrayLike<number>,
  count: number,
  makeRoom: () => void,
  copy: (at: number, first: number, end: number) => void,
): number {
  let added = 0;
  let first = 0;
  while (first < count) {
    const last = buffer.length === 0 ? Number.NEGATIVE_INFINITY : (buffer.row[buffer.length - 1] as number);
    if (!((rows[first] as number) > last)) {
      first++;
      continue;
    }
    if (buffer.length === buffer.capacity) makeRoom();
    const most = Math.min(count, first + buffer.capacity - buffer.length);
    let end = first + 1;
    while (end < most && (rows[end] as number) > (rows[end - 1] as number)) end++;
    const at = buffer.length;
    buffer.length += end - first;
    copy(at, first, end);
    added += end - first;
    first = end;
  }
  return added;
}

/** Values first to end (exclusive) of a frame to their place; `otherwise` where the frame has none. */
export function copyValues(
  into: Float32Array | Float64Array,
  at: number,
  from: Float32Array | undefined,
  first: number,
  end: number,
  otherwise = Number.NaN,
): void {
  const own = from?.subarray(first, end) ?? none;
  into.set(own, at);
  into.fill(otherwise, at + own.length, at + end - first);
}

const none = new Float32Array(0);
