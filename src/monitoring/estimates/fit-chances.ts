import { fitIsotonic, rocAuc } from '../../learn/index.ts'
import { stratifiedSplits } from './stratified-splits.ts'

/** What scores become so that they are chances: straight lines between corners. Plain JSON. */
export interface ChanceCurve {
  readonly from: readonly number[]
  readonly to: readonly number[]
}

/**
 * Learns to make chances of scores where that helps, and is undefined where scores are chances already, tell
 * the labels apart nearly always (area above 0.999), or where there is one label only. `labels` are 0 or 1.
 */
export function fitChances(scores: Float64Array, labels: Float64Array): ChanceCurve | undefined {
  return needsCurve(scores, labels) ? fitCurve(scores, labels) : undefined
}

/** The chance of each score; beyond the outermost corners it stays as it is there. */
export function toChances(curve: ChanceCurve | undefined, scores: Float64Array): Float64Array {
  return curve === undefined ? scores : scores.map((score) => follow(curve, score))
}

function fitCurve(chances: Float64Array, target: Float64Array): ChanceCurve {
  const weights = new Float64Array(chances.length).fill(1)
  const curve = fitIsotonic({ chances, target, weights })
  return curve.by === 'isotonic' ? { from: curve.from, to: curve.to } : { from: [], to: [] }
}

function follow({ from, to }: ChanceCurve, score: number): number {
  if (Number.isNaN(score)) return score
  let [low, high] = [0, from.length - 1]
  if (score <= (from[low] ?? 0)) return to[low] ?? 0
  if (score >= (from[high] ?? 0)) return to[high] ?? 0
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((from[middle] ?? 0) <= score) low = middle
    else high = middle
  }
  const [left, right] = [from[low] ?? 0, from[high] ?? 0]
  const [below, above] = [to[low] ?? 0, to[high] ?? 0]
  return below + ((above - below) / (right - left)) * (score - left)
}

const splitCount = 10

/** Whether scores that were not learned from come nearer to what came true (NannyML's rule). */
function needsCurve(scores: Float64Array, labels: Float64Array): boolean {
  const yes = labels.reduce((sum, label) => sum + label, 0)
  if (Math.min(yes, labels.length - yes) < 2) return false
  if (rocAuc().of(labels, scores) > 0.999) return false
  const [truths, before, after]: [number[], number[], number[]] = [[], [], []]
  for (const { train, test } of stratifiedSplits(labels, splitCount, 42)) {
    const curve = fitCurve(take(scores, train), take(labels, train))
    for (const row of test) {
      truths.push(labels[row] ?? 0)
      before.push(scores[row] ?? 0)
      after.push(follow(curve, scores[row] ?? 0))
    }
  }
  return calibrationGap(before, truths) > calibrationGap(after, truths)
}

/** How far chances and what came true are apart on average, in ten bins of as many rows. */
function calibrationGap(chances: readonly number[], truths: readonly number[]): number {
  const rows = [...chances.keys()].toSorted((a, b) => (chances[a] ?? 0) - (chances[b] ?? 0))
  const binCount = rows.length <= 20 ? Math.floor(rows.length / 2) : 10
  const width = Math.floor(rows.length / binCount)
  const starts = Array.from({ length: Math.floor(rows.length / width) }, (_, at) => at * width)
  const gaps = starts.map((start, at) => {
    const bin = rows.slice(start, at === starts.length - 1 ? undefined : start + width)
    const apart = bin.reduce((sum, row) => sum + (chances[row] ?? 0) - (truths[row] ?? 0), 0)
    return Math.abs(apart) / rows.length
  })
  return gaps.reduce((sum, gap) => sum + gap, 0)
}

function take(values: Float64Array, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row] ?? 0)
}
