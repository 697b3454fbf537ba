import { learnErrors } from './errors.ts'

/** The different targets in order, and of each row the place of its own among them. */
export interface Classes {
  readonly classes: readonly number[]
  readonly places: Uint16Array
}

/** A model of more is larger than anybody meant. */
const mostClasses = 1000

/** Throws `wrongNumber` for a target that is no whole number, `tooManyClasses`. */
export function findClasses(target: Float64Array): Classes {
  const row = target.findIndex((value) => !Number.isInteger(value))
  if (row >= 0) {
    const found = target[row] ?? 0
    const wanted = 'the whole number of a class'
    throw learnErrors.wrongNumber({ what: 'The target', row, found, wanted })
  }
  const classes = [...new Set(target)].toSorted((a, b) => a - b)
  if (classes.length > mostClasses) {
    throw learnErrors.tooManyClasses({ found: classes.length, most: mostClasses })
  }
  const placeOf = new Map(classes.map((value, place) => [value, place]))
  return { classes, places: Uint16Array.from(target, (value) => placeOf.get(value) ?? 0) }
}
