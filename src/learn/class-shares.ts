/** How likely each class is: those of a row stand beside each other, in the order of `classes`. */
export interface ClassShares {
  readonly classes: readonly number[]
  readonly shares: Float64Array
}

/** How likely one class is, by row. */
export function sharesOfClass({ classes, shares }: ClassShares, place: number): Float64Array {
  const width = classes.length
  return Float64Array.from(
    { length: shares.length / width },
    (_, row) => shares[row * width + place] ?? Number.NaN,
  )
}
