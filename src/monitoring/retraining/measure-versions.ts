import type { TrainingPart } from '../../features/index.ts'
import { bootstrapInterval, measureRows, type Metric } from '../../learn/index.ts'
import { pairedInterval, type ModelVersion } from '../../registry/index.ts'
import { judgePart, pairRows, type Model } from '../../training/index.ts'
import type { Retraining } from './define-retraining.ts'
import type { RetrainDeps } from './retrain-deps.ts'
import type { ChampionFound, ComparisonFound } from './retraining-evidence.ts'
import type { RowsAtHand } from './rows-at-hand.ts'

/** A model of rows, and by what it is judged. */
interface Measured {
  readonly policy: Retraining
  readonly model: Model
  readonly rows: RowsAtHand
}

/** What the champion says of the rows of which it knows nothing, beside what it was held to. */
export async function measureChampion(
  deps: RetrainDeps,
  { policy, rows }: Measured,
  asked?: string,
): Promise<ChampionFound> {
  const champion = await rows.champion()
  const fresh = await rows.fresh()
  const metric = metricOf(policy, asked)
  const { name, better } = metric
  const held = finite(champion?.evaluation.metrics[name])
  const nothing = { metric: name, better, rows: 0, held, now: null, low: null, high: null }
  if (champion === undefined || fresh === undefined || fresh.rowCount === 0) return nothing
  const { truth, said, ...beside } = await judgePart(deps, champion, fresh, [metric])
  const repeats = Math.max(100, Math.min(1000, Math.floor(50_000_000 / fresh.rowCount)))
  const { value, low, high } = bootstrapInterval(metric, truth, said, {
    seed: 1,
    repeats,
    ...beside,
  })
  return {
    ...nothing,
    rows: fresh.rowCount,
    now: finite(value),
    low: finite(low),
    high: finite(high),
  }
}

/** Two versions on the very same rows. */
export async function comparePair(
  deps: RetrainDeps,
  { policy, model }: Pick<Measured, 'policy' | 'model'>,
  {
    champion,
    candidate,
    part,
  }: {
    readonly champion: ModelVersion
    readonly candidate: ModelVersion
    readonly part: TrainingPart
  },
): Promise<ComparisonFound> {
  const metric = metricOf(policy)
  const { name, better } = metric
  const { measure } = model
  const ofChampion = await judgePart(deps, champion, part, measure)
  const ofCandidate = await judgePart(deps, candidate, part, measure)
  const rows = pairRows(ofCandidate, ofChampion)
  const gain = part.rowCount === 0 ? undefined : pairedInterval(metric, rows, { confidence: 0.95 })
  return {
    metric: name,
    better,
    rows: part.rowCount,
    champion: finite(measureRows(metric, ofChampion)),
    candidate: finite(measureRows(metric, ofCandidate)),
    gain: finite(gain?.value),
    low: finite(gain?.low),
    high: finite(gain?.high),
    metrics: measure.map((one) => ({
      name: one.name,
      better: one.better,
      champion: finite(measureRows(one, ofChampion)),
      candidate: finite(measureRows(one, ofCandidate)),
    })),
  }
}

/** By its name, or that which the policy goes by. */
export function metricOf({ model, metric }: Retraining, name = metric): Metric {
  const found = model.measure.find((one) => one.name === name)
  if (found === undefined) throw new Error(`model ${model.name} does not measure ${name}`)
  return found
}

/** JSON has no NaN. */
export function finite(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value
}
