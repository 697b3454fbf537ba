import { joinFloats } from '../base/index.ts'

/** How likely each class is: those of a row stand beside each other, in the order of `classes`. */
export interface ClassShares {
  readonly classes: readonly number[]
  readonly shares: Float64Array
}

/** Those of some rows after those of others, of the same classes; undefined where there are none of some. */
export function joinShares(parts: readonly (ClassShares | undefined)[]): ClassShares | undefined {
  const known = parts.filter((part) => part !== undefined)
  const [first] = known
  if (first === undefined || known.length < parts.length) return undefined
  return { classes: first.classes, shares: joinFloats(known.map(({ shares }) => shares)) }
}

/** How likely one class is, by row. */
export function sharesOfClass({ classes, shares }: ClassShares, place: number): Float64Array {
  const width = classes.length
  return Float64Array.from(
    { length: shares.length / width },
    (_, row) => shares[row * width + place] ?? Number.NaN,
  )
}
