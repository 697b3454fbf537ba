import { seededRandom } from '../../base/index.ts'
import { pickBeside, type RawRow } from '../../learn/index.ts'
import type { Evidence } from './evidence.ts'
import { showNumber, showPercent, type Gate } from './gate.ts'

export interface RobustnessRule {
  /** The metric that may get worse; the first that the model is measured by when left out. */
  readonly metric?: string
  /** By how much of it at most: 0.05 is 5 %. */
  readonly by: number
  /** Which features; all when left out. */
  readonly of?: readonly string[]
  /** How many held-out rows are tried; 2000 when left out. */
  readonly rows?: number
}

/**
 * A little noise does little: numbers are moved by a share of how far they are spread, and the metric gets worse by at
 * most a share of it: `withstandsNoise({ share: 0.05, by: 0.02 })`.
 */
export function withstandsNoise({
  share = 0.05,
  ...rule
}: RobustnessRule & { readonly share?: number }): Gate {
  const name = `noise of ${showPercent(share)} costs at most ${showPercent(rule.by)}`
  return {
    name,
    judge: async (evidence) => {
      const before = rowsOf(evidence, rule)
      const random = seededRandom('noise')
      const spreads = new Map(featuresOf(before, rule).map((own) => [own, spreadOf(before, own)]))
      const after = before.map((row) => {
        const moved = [...spreads].flatMap(([own, spread]) => {
          const value = row[own]
          return typeof value === 'number' ? [[own, value + share * spread * random.normal()]] : []
        })
        return { ...row, ...(Object.fromEntries(moved) as RawRow) }
      })
      const loss = await lossOf(evidence, rule, { before, after })
      return tell(name, rule, loss.share, loss.words)
    },
  }
}

/** A column that goes missing does not undo the model: each is left out of all rows, one after the other. */
export function withstandsMissing(rule: RobustnessRule): Gate {
  const name = `a missing column costs at most ${showPercent(rule.by)}`
  return {
    name,
    judge: async (evidence) => {
      const before = rowsOf(evidence, rule)
      let worst = { share: -Infinity, words: '' }
      for (const own of featuresOf(before, rule)) {
        const after = before.map((row) => ({ ...row, [own]: undefined }))
        const loss = await lossOf(evidence, rule, { before, after })
        if (!(loss.share <= worst.share)) worst = { ...loss, words: `${own}: ${loss.words}` }
      }
      return tell(name, rule, worst.share, worst.words)
    },
  }
}

function rowsOf({ rows }: Evidence, { rows: count = 2000 }: RobustnessRule): readonly RawRow[] {
  const found = rows.first(count)
  if (found.length === 0) throw new Error('there are no held-out rows to try it on')
  return found
}

function featuresOf(rows: readonly RawRow[], { of }: RobustnessRule): readonly string[] {
  const known = Object.keys(rows[0] ?? {})
  const unknown = of?.find((own) => !known.includes(own))
  if (unknown !== undefined) {
    throw new Error(`the rows have no feature "${unknown}", but ${known.join(', ')}`)
  }
  return of ?? known
}

/** Where numbers keep to whole values or few of them, too: how far they are from their mean. */
function spreadOf(rows: readonly RawRow[], feature: string): number {
  const values = rows
    .map((row) => row[feature])
    .filter((value): value is number => typeof value === 'number' && !Number.isNaN(value))
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return Math.sqrt(square / Math.max(1, values.length))
}

async function lossOf(
  { metrics, rows, predict, predictShares }: Evidence,
  rule: RobustnessRule,
  { before, after }: { readonly before: readonly RawRow[]; readonly after: readonly RawRow[] },
): Promise<{ readonly share: number; readonly words: string }> {
  const name = rule.metric ?? Object.keys(metrics)[0] ?? ''
  const metric = metrics[name]
  if (metric === undefined) throw new Error(`the model is not measured by "${name}"`)
  const truth = rows.truth.slice(0, before.length)
  const beside = pickBeside(rows, { rows: [...truth.keys()] })
  const measure = async (asked: readonly RawRow[]) => {
    const shares = metric.asksShares === true ? await predictShares?.(asked) : undefined
    return metric.of(truth, await predict(asked), {
      ...beside,
      ...(shares === undefined ? {} : { shares }),
    })
  }
  const was = await measure(before)
  const is = await measure(after)
  const loss = metric.better === 'higher' ? was - is : Math.abs(is) - Math.abs(was)
  const words = `${name} from ${showNumber(was)} to ${showNumber(is)}`
  return { share: loss === 0 ? 0 : loss / Math.abs(was), words }
}

function tell(gate: string, { by }: RobustnessRule, share: number, words: string) {
  const found = `${showPercent(Math.max(0, share))} worse (${words})`
  return { gate, held: share <= by, found, wanted: `≤ ${showPercent(by)}` }
}
