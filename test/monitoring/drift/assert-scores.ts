import assert from 'node:assert/strict'

/** Holds numbers of a case to theirs: 1e-9 of each, 1e-6 below 1e-12. */
export function assertScores(
  name: string,
  ours: Readonly<Record<string, number>>,
  theirs: Readonly<Record<string, number>> | undefined,
): void {
  assert.deepEqual(Object.keys(ours).toSorted(), Object.keys(theirs ?? {}).toSorted(), name)
  for (const [number, value] of Object.entries(ours)) {
    const wanted = theirs?.[number] ?? Number.NaN
    const tolerance = Math.abs(wanted) < 1e-12 ? 1e-6 : 1e-9
    const agrees = Math.abs(value - wanted) <= tolerance * Math.abs(wanted)
    assert.ok(agrees, `${name}: ${number} is ${value}, and theirs ${wanted}`)
  }
}
