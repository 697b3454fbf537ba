const dayMs = 86_400_000

/** A card is good to the end of the month that is printed on it, as `11/29`; not known without it. */
export function daysUntilExpiry(expires: string | undefined, at: number): number {
  const found = /^(\d\d)\/(\d\d)$/.exec(expires ?? '')
  if (found === null) return Number.NaN
  return (Date.UTC(2000 + Number(found[2]), Number(found[1]), 1) - at) / dayMs
}
