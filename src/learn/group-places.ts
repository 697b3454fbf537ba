/** The places of equal values, by the order in which each comes first. */
export function groupPlaces(
  values: readonly (number | string | undefined)[],
): readonly Uint32Array[] {
  const groups = new Map<number | string | undefined, number[]>()
  for (const [place, value] of values.entries()) {
    const own = groups.get(value)
    if (own === undefined) groups.set(value, [place])
    else own.push(place)
  }
  return [...groups.values()].map((places) => Uint32Array.from(places))
}
