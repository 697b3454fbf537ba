import { studentTail, momentsOf, type Metric } from '../../learn/index.ts'
import {
  pairedInterval,
  type ChampionComparison,
  type PredictionKind,
} from '../../registry/index.ts'
import { rowLosses } from './row-loss.ts'

interface PairedRows {
  readonly kind: PredictionKind
  readonly truth: Float64Array
  readonly candidate: Float64Array
  readonly champion: Float64Array
  readonly confidence: number
}

/** Two versions on the same rows, and how likely chance alone would part them so far. */
export function compareChampion(
  version: number,
  metrics: readonly Metric[],
  rows: PairedRows,
): ChampionComparison {
  const { kind, truth, candidate, champion, confidence } = rows
  return {
    version,
    metrics: metrics.map((metric) => {
      const { value, low, high } = pairedInterval(metric, rows, { confidence })
      return {
        name: metric.name,
        better: metric.better,
        candidate: metric.of(truth, candidate),
        champion: metric.of(truth, champion),
        gain: { value, low, high },
      }
    }),
    test: pairedTest(rowLosses(kind, truth, candidate), rowLosses(kind, truth, champion)),
  }
}

/** Student's test of the differences of each row's losses, both sides. */
function pairedTest(first: Float64Array, second: Float64Array): ChampionComparison['test'] {
  const name = 'paired t-test of the loss of each row'
  const { count, mean, squares } = momentsOf(first.map((loss, row) => loss - (second[row] ?? 0)))
  if (count < 2 || squares === 0) return { name, p: mean === 0 || count < 2 ? 1 : 0 }
  const t = mean / Math.sqrt(squares / (count - 1) / count)
  return { name, p: 2 * studentTail(Math.abs(t), count - 1) }
}
