import { measureRows, studentTail, momentsOf, type Metric } from '../../learn/index.ts'
import {
  pairedInterval,
  sideOf,
  type ChampionComparison,
  type PairedRows,
} from '../../registry/index.ts'
import { rowLosses, type Loss } from './row-loss.ts'

/** Two versions on the same rows, and how likely chance alone would part them so far. */
export function compareChampion(
  version: number,
  metrics: readonly Metric[],
  rows: PairedRows,
  { loss, confidence }: { readonly loss: Loss; readonly confidence: number },
): ChampionComparison {
  const [candidate, champion] = [sideOf(rows, 'candidate'), sideOf(rows, 'champion')]
  return {
    version,
    metrics: metrics.map((metric) => {
      const { value, low, high } = pairedInterval(metric, rows, { confidence })
      return {
        name: metric.name,
        better: metric.better,
        candidate: measureRows(metric, candidate),
        champion: measureRows(metric, champion),
        gain: { value, low, high },
      }
    }),
    test: pairedTest('the loss of each row', rowLosses(loss, candidate), rowLosses(loss, champion)),
  }
}

/** Student's test of the differences of what both lost, pair by pair, both sides. */
export function pairedTest(
  of: string,
  first: Float64Array,
  second: Float64Array,
): ChampionComparison['test'] {
  const name = `paired t-test of ${of}`
  const { count, mean, squares } = momentsOf(first.map((loss, row) => loss - (second[row] ?? 0)))
  if (count < 2 || squares === 0) return { name, p: mean === 0 || count < 2 ? 1 : 0 }
  const t = mean / Math.sqrt(squares / (count - 1) / count)
  return { name, p: 2 * studentTail(Math.abs(t), count - 1) }
}
