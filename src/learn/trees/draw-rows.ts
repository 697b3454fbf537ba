import type { Random } from '../../base/index.ts'

/** Draws about `share` of `rows`, at least one, without replacement; both parts keep their order. */
export function drawRows(
  rows: Uint32Array,
  share: number,
  random: Random,
): { readonly drawn: Uint32Array; readonly rest: Uint32Array } {
  const size = Math.max(1, Math.round(share * rows.length))
  const drawn = new Uint32Array(size)
  const rest = new Uint32Array(rows.length - size)
  let drawnCount = 0
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0
    // Knuth's algorithm S: what is still wanted, of what is still to come.
    const isDrawn = random.next() * (rows.length - place) < size - drawnCount
    if (isDrawn) drawn[drawnCount] = row
    else rest[place - drawnCount] = row
    drawnCount += isDrawn ? 1 : 0
  }
  return { drawn, rest }
}
