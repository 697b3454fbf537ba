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
  const copies: number[][] = []
  const copy = (to: number, from: number, count: number) => {
    if (count > 0) copies.push([rows.address + 4 * to, from, 4 * count])
  }
  let middle = start
  for (const [place, { from }] of parts.entries()) {
    const left = lefts[place] ?? 0
    if (middle !== from) copy(middle, rows.address + 4 * from, left)
    middle += left
  }
  let right = middle
  for (const [place, { from, to }] of parts.entries()) {
    const own = to - from - (lefts[place] ?? 0)
    copy(right, aside.address + 4 * from, own)
    right += own
  }
  // One after the other, as a left side may be written over where the next one stands.
  runTasks(workshop, 'copy', copies, true)
  return middle
}
