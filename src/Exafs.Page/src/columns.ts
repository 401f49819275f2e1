// Columns of numbers as the charts take them.

export type Column = Float32Array | number[] | (number | null | undefined)[];
export type Filled = [number[], ...(number | null | undefined)[][]];

/** Equal lengths, x ascending (scans go down as well as up), NaN as null. */
export function aligned(columns: Column[], series: number): Filled {
  const xs = columns[0] ?? [];
  const order: number[] = [];
  let isAscending = true;
  let before = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    if (x == null || Number.isNaN(x)) continue;
    if (x < before) isAscending = false;
    before = x;
    order.push(i);
  }
  if (!isAscending) order.sort((a, b) => (xs[a] ?? 0) - (xs[b] ?? 0));
  const ys: (number | null | undefined)[][] = [];
  for (let s = 1; s <= series; s++) {
    const column = columns[s] ?? [];
    ys.push(
      order.map((i) => {
        const y = column[i];
        return y !== undefined && Number.isNaN(y) ? null : y;
      }),
    );
  }
  return [order.map((i) => xs[i] as number), ...ys];
}

/** Two tables (x first) in one: side by side where their x are the same, else below each other, each undefined where the other has its points. */
export function together(one: Column[], other: Column[]): Column[] {
  const [x1 = [], ...ys1] = one;
  const [x2 = [], ...ys2] = other;
  if (x2.length === 0) return [x1, ...ys1, ...ys2.map(() => [])];
  if (isSame(x1, x2)) return [x1, ...ys1, ...ys2];
  const padded = (column: Column, before: number, after: number) => [
    ...new Array<undefined>(before).fill(undefined),
    ...column,
    ...new Array<undefined>(after).fill(undefined),
  ];
  return [
    [...x1, ...x2],
    ...ys1.map((ys) =>
      padded(
        Array.from({ length: x1.length }, (_, i) => ys[i]),
        0,
        x2.length,
      ),
    ),
    ...ys2.map((ys) => padded(ys, x1.length, 0)),
  ];
}

function isSame(one: Column, other: Column): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}
