import assert from 'node:assert/strict'

/** Holds features to others, but for the last digits of numbers. */
export function assertAlike(
  found: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
  message: string,
): void {
  assert.deepEqual(rounded(found), rounded(wanted), message)
}

/** Sums in another order differ in the last digits. */
function rounded(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? Number(value.toFixed(9)) + 0 : value,
    ]),
  )
}
