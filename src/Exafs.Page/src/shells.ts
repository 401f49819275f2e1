// Where the neighbours stand in bcc and fcc iron: landmarks beside g(R).
import type { Mark } from "./figure";

interface Lattice {
  name: string;
  /** Lattice parameter near the transition, Å. */
  parameter: number;
  colour: string;
  /** Squared distance of each shell in lattice parameters, and its neighbours. */
  shells: [squared: number, neighbours: number][];
}

const IRON: Lattice[] = [
  {
    name: "bcc",
    parameter: 2.87,
    colour: "--blue",
    shells: [
      [3 / 4, 8],
      [1, 6],
      [2, 12],
      [11 / 4, 24],
      [3, 8],
      [4, 6],
    ],
  },
  {
    name: "fcc",
    parameter: 3.65,
    colour: "--vermillion",
    shells: [
      [1 / 2, 12],
      [1, 6],
      [3 / 2, 24],
      [2, 12],
      [5 / 2, 24],
    ],
  },
];

export function expectedShells(element: string | null, rMax: number): Mark[] {
  if (element !== "Fe") return [];
  return IRON.flatMap((lattice) =>
    lattice.shells
      .map(([squared], i) => ({
        x: lattice.parameter * Math.sqrt(squared),
        label: `${lattice.name} ${i + 1}`,
        colour: lattice.colour,
      }))
      .filter((mark) => mark.x <= rMax),
  );
}
