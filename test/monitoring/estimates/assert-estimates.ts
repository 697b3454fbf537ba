import assert from 'node:assert/strict'

/** Holds estimates of a case to NannyML's, all of them, to 1e-9. */
export function assertEstimates(
  name: string,
  ours: Readonly<Record<string, number>>,
  theirs: Readonly<Record<string, number>> = {},
): void {
  assert.deepEqual(Object.keys(ours).toSorted(), Object.keys(theirs).toSorted(), name)
  for (const [number, value] of Object.entries(ours)) {
    const wanted = theirs[number] ?? Number.NaN
    const agrees = Math.abs(value - wanted) <= 1e-9 * Math.max(Math.abs(wanted), 1e-3)
    assert.ok(agrees, `${name}: ${number} is ${value}, NannyML says ${wanted}`)
  }
}
