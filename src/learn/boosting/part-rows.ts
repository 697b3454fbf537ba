import { addressOfBins } from './bin-matrix.ts'
import type { Split } from './find-split.ts'
import type { Growth } from './growth.ts'
import { rowsOfTask, runTasks, wordsTold } from './workshop.ts'

/** Puts the rows that go left before those that go right, both in their order; gives the first on the right. */
export function partRows(growth: Growth, start: number, end: number, split: Split): number {
  const { workshop, matrix } = growth
  const { rows, aside, sides, told } = workshop
  sides.values.fill(0)
  if (split.set === undefined) sides.values.fill(4, 0, split.bin + 1)
  else for (const bin of split.set) sides.values[bin] = 4
  sides.values[matrix.features[split.feature]?.missingBin ?? 0] = split.missingLeft ? 4 : 0
  const bins = addressOfBins(matrix, split.feature)
  const size = workshop.threads === 1 ? end - start : rowsOfTask
  const parts: { readonly from: number; readonly to: number }[] = []
  for (let from = start; from < end; from += size) {
    parts.push({ from, to: Math.min(end, from + size) })
  }
  const answers = told.address
  runTasks(
    workshop,
    'partRows',
    parts.map(({ from, to }, place) => [
      rows.address + 4 * from,
      rows.address + 4 * to,
      aside.address + 4 * from,
      bins,
      sides.address,
      answers + place * wordsTold * 8,
    ]),
  )
  const counts = new Uint32Array(told.values.buffer, answers, parts.length * wordsTold * 2)
  const lefts = parts.map((_, place) => (counts[place * wordsTold * 2] ?? 0) / 4)
  return joinParts(growth, start, parts, lefts)
}

/** The left sides of all parts, then their right sides. */
function joinParts(
  { workshop }: Growth,
  start: number,
  parts: readonly { readonly from: number; readonly to: number }[],
  lefts: readonly number[],
): number {
  const { rows, aside } = workshop
  const copy = (to: number, from: number, count: number) =>
    count > 0 ? [[rows.address + 4 * to, from, 4 * count]] : []
  let middle = start
  const toLeft = parts.flatMap(({ from }, place) => {
    const left = lefts[place] ?? 0
    middle += left
    return middle - left === from ? [] : copy(middle - left, rows.address + 4 * from, left)
  })
  // One after the other, as a left side may be written over where the next one stands.
  runTasks(workshop, 'copy', toLeft, true)
  let right = middle
  const toRight = parts.flatMap(({ from, to }, place) => {
    const own = to - from - (lefts[place] ?? 0)
    right += own
    return copy(right - own, aside.address + 4 * from, own)
  })
  runTasks(workshop, 'copy', toRight)
  return middle
}
