import assert from 'node:assert/strict'
import type { StatisticsCase } from './statistics-case.ts'

/** Holds our numbers to those of SciPy: 1e-9 of each, 1e-6 below 1e-12. */
export function assertAgrees(
  { name, ours }: StatisticsCase,
  theirs: Readonly<Record<string, number | readonly number[]>> | undefined,
): void {
  assert.deepEqual(Object.keys(theirs ?? {}).toSorted(), Object.keys(ours).toSorted(), name)
  for (const [number, values] of Object.entries(ours)) {
    const found = [values].flat()
    const wanted = [theirs?.[number] ?? []].flat()
    assert.equal(found.length, wanted.length, `${name}: ${number}`)
    for (const [at, value] of found.entries()) {
      const want = wanted[at] ?? Number.NaN
      const tolerance = Math.abs(want) < 1e-12 ? 1e-6 : 1e-9
      const agrees = Math.abs(value - want) <= tolerance * Math.abs(want)
      assert.ok(agrees, `${name}: ${number} at ${at} is ${value}, SciPy says ${want}`)
    }
  }
}
