// What is drawn: the same for every picture of the stack.
import { branches } from "./branches";
import type { ColumnBuffer, Quantity } from "./columns";
import type { StackMark } from "./marks";
import { places } from "./rundata";
import type { AxisKind, Span } from "./viewport";

/** Columns that are drawn beside each other, in order of x. */
export interface Lane {
  /** Empty where there is one lane only. */
  label: string;
  /** Of the columns in the buffer; null: all, as they stand. */
  order: Int32Array | null;
  xs: Float64Array;
}

export interface Baseline {
  row: number;
  chir: Float32Array;
  g: Float32Array;
}

export interface Scene {
  kind: AxisKind;
  span: Span;
  columns: ColumnBuffer;
  lanes: Lane[];
  marks: StackMark[];
  /** Places on the x axis. */
  selected: number | null;
  pointed: number | null;
  drag: Span | null;
  /** Null: values as they are. */
  baseline: Baseline | null;
  isFixed: boolean;
}

/** A copy of a column, to be subtracted. */
export function baselineOf(columns: ColumnBuffer, at: number): Baseline {
  const copy = (name: Quantity) => columns.column(name, at).slice();
  return { row: columns.row[at] as number, chir: copy("chir"), g: copy("g") };
}

/** Along time one lane; along temperature heating above cooling, each in the order of its temperatures. */
export function lanesOf(columns: ColumnBuffer, kind: AxisKind): Lane[] {
  if (kind !== "temperature") return [{ label: "", order: null, xs: places(columns, kind) }];
  const signs = branches(columns.kelvin, columns.length);
  return [true, false].map((isHeating) => {
    const chosen: number[] = [];
    for (let i = 0; i < columns.length; i++) {
      if ((signs[i] as number) >= 0 === isHeating && !Number.isNaN(columns.kelvin[i])) chosen.push(i);
    }
    chosen.sort((a, b) => (columns.kelvin[a] as number) - (columns.kelvin[b] as number));
    return {
      label: isHeating ? "heating →" : "← cooling",
      order: Int32Array.from(chosen),
      xs: Float64Array.from(chosen, (i) => columns.kelvin[i] as number),
    };
  });
}
