// The counts that made up passengers are held to, from the sheet of the system: how many of those who
// survived and of those who were lost had what.

export type Outcome = 'survived' | 'lost'
export type Sex = 'female' | 'male'
export type Port = 'S' | 'C' | 'Q'

export const totals: Readonly<Record<Outcome, number>> = { survived: 342, lost: 549 }

export const sexCounts: Readonly<Record<Outcome, Readonly<Record<Sex, number>>>> = {
  survived: { female: 233, male: 109 },
  lost: { female: 81, male: 468 },
}

/** By sex, the first, second and third class. */
export const classCounts: Readonly<
  Record<Outcome, Readonly<Record<Sex, Readonly<Record<'1' | '2' | '3', number>>>>>
> = {
  survived: { female: { 1: 91, 2: 70, 3: 72 }, male: { 1: 45, 2: 17, 3: 47 } },
  lost: { female: { 1: 3, 2: 6, 3: 72 }, male: { 1: 77, 2: 91, 3: 300 } },
}

/** Least, quartiles and most. */
export const fareQuartiles: Readonly<Record<Outcome, readonly number[]>> = {
  survived: [0, 12.47, 26, 57, 512],
  lost: [0, 7.85, 10.5, 26, 263],
}

/** How fares lie within their quarter: evenly at 0, most at its lower end above, at its upper end below. */
export const fareBends: Readonly<Record<Outcome, readonly number[]>> = {
  survived: [-2.2, 0, 0, 6.7],
  lost: [-5, 0, 1.8, 8.4],
}

export const parentsAndChildren: Readonly<
  Record<Outcome, Readonly<Record<'0' | '1' | '2' | '3', number>>>
> = {
  survived: { 0: 233, 1: 65, 2: 40, 3: 4 },
  lost: { 0: 445, 1: 53, 2: 40, 3: 11 },
}

export const siblingsAndSpouses: Readonly<
  Record<Outcome, Readonly<Record<'0' | '1' | '2', number>>>
> = {
  survived: { 0: 210, 1: 112, 2: 20 },
  lost: { 0: 398, 1: 97, 2: 54 },
}

export const portCounts: Readonly<Record<Outcome, Readonly<Record<Port, number>>>> = {
  survived: { S: 219, C: 93, Q: 30 },
  lost: { S: 427, C: 75, Q: 47 },
}

/** The share of passengers up to twelve years old, by class: women and children first. */
export const childShares: Readonly<Record<Outcome, Readonly<Record<Sex, readonly number[]>>>> = {
  survived: { female: [0.02, 0.12, 0.24], male: [0.08, 0.55, 0.28] },
  lost: { female: [0.3, 0.01, 0.25], male: [0, 0.01, 0.06] },
}

/** By class: how old grown-ups are, and which share of ages nobody wrote down. */
export const adultAges = [
  { mean: 38.5, deviation: 15 },
  { mean: 30.5, deviation: 13.5 },
  { mean: 27, deviation: 12 },
] as const
export const unknownAges = [0.14, 0.06, 0.277] as const
export const unknownPorts = 2 / 891
