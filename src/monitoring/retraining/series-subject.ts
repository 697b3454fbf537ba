import { parseDuration } from '../../base/index.ts'
import {
  bootstrapInterval,
  digestOfSeries,
  learnedColumns,
  measureRows,
  testForecaster,
  type FittedForecaster,
  type ReferenceProfile,
  type SeriesTable,
  type TestedPoint,
} from '../../learn/index.ts'
import {
  getVersion,
  pairedInterval,
  readBackTest,
  readForecaster,
  readVersionFile,
  type ModelVersion,
} from '../../registry/index.ts'
import {
  judgedPoints,
  learnedUntil,
  pairedRows,
  pairPoints,
  trainForecast,
  type Forecast,
} from '../../training/index.ts'
import { measureDrift } from '../drift/measure-drift.ts'
import type { Retraining } from './define-retraining.ts'
import { finite, metricOf } from './measure-versions.ts'
import type { RetrainDeps } from './retrain-deps.ts'
import type { ComparisonFound } from './retraining-evidence.ts'
import type { RetrainingSubject } from './retraining-subject.ts'
import { once } from './rows-at-hand.ts'
import { driftWords } from './rows-subject.ts'

/** What a version has learned, and the last moment that it knew of then, in milliseconds. */
interface Learned {
  readonly version: ModelVersion
  readonly fitted: FittedForecaster
  readonly until: number
}

/** A forecast of series: a labelled row is a value of a series at a moment. */
export function seriesSubject(
  deps: RetrainDeps,
  policy: Retraining,
  forecast: Forecast,
): RetrainingSubject {
  const { name, spec } = forecast
  const everyMs = parseDuration(spec.every)
  const table = once(() => forecast.read(deps))
  const champion = once(async () => {
    const pointer = await deps.models.findAlias(name, policy.alias)
    return pointer === undefined ? undefined : getVersion(deps.models, name, pointer.version)
  })
  const learnedOf = async (version: ModelVersion): Promise<Learned> => {
    const until = learnedUntil(await readBackTest(deps.blobs, version))?.getTime()
    const fitted = await readForecaster(deps.blobs, version)
    return { version, fitted, until: until ?? Number.NaN }
  }
  const held = once(async () => {
    const version = await champion()
    return version === undefined ? undefined : learnedOf(version)
  })
  const fresh = once(async () => {
    const own = await held()
    return own === undefined ? [] : knownAfter(await table(), own.until)
  })
  /** From moments after it learned on, one horizon after the other, so that no step is told twice. */
  const saidSince = async ({ fitted, until }: Learned): Promise<readonly TestedPoint[]> => {
    const series = await table()
    const newest = knownAfter(series, until).reduce((latest, at) => Math.max(latest, at), until)
    const apart = everyMs * fitted.spec.steps
    const count = Math.max(0, Math.ceil((newest - until) / apart))
    return testForecaster(
      fitted,
      series,
      Array.from({ length: count }, (_, at) => until + at * apart),
    )
  }

  return {
    champion,
    async data() {
      const series = await table()
      const isKnown = series.target.some((value) => !Number.isNaN(value))
      return isKnown ? `series ${digestOfSeries(series)}` : undefined
    },
    async findNewData() {
      const own = await held()
      const moments = await fresh()
      const newest = moments.reduce((latest, at) => Math.max(latest, at), -Infinity)
      return {
        rows: moments.length,
        newestAt: Number.isFinite(newest) ? new Date(newest).toISOString() : null,
        since: own === undefined ? null : new Date(own.until).toISOString(),
        otherRows: 0,
        trainingSetId: (await this.data()) ?? null,
      }
    },
    async measureChampion(asked) {
      const own = await held()
      const metric = metricOf(policy, asked)
      const { name: named, better } = metric
      const before = finite(own?.version.evaluation.metrics[named])
      const nothing = { metric: named, better, held: before, now: null, low: null, high: null }
      const points = own === undefined ? [] : await saidSince(own)
      if (points.length === 0) return { ...nothing, rows: 0 }
      const { truth, said, ...beside } = judgedPoints(points)
      const found = bootstrapInterval(metric, truth, said, { seed: 1, ...beside })
      const [now, low, high] = [finite(found.value), finite(found.low), finite(found.high)]
      return { ...nothing, rows: points.length, now, low, high }
    },
    async findDrift({ share, measuredBy }) {
      const own = await held()
      if (own === undefined || (await fresh()).length === 0) return undefined
      const { fitted, version } = own
      const bytes = await readVersionFile(deps.blobs, version, 'reference-profile.json')
      const profile = JSON.parse(new TextDecoder().decode(bytes)) as ReferenceProfile
      const rowCount = (await fresh()).length * (spec.way === 'direct' ? spec.steps : 1)
      const [now = []] = learnedColumns(fitted, await table(), rowCount)
      // What the calendar alone tells is another with each day.
      const toldByTime: readonly string[] = ['ahead', ...spec.calendar]
      const columns = now.filter((column) => !toldByTime.includes(column.name))
      const names = new Set(columns.map((column) => column.name))
      const reference = {
        ...profile,
        columns: profile.columns.filter((column) => names.has(column.name)),
      }
      return driftWords(measureDrift(reference, { columns }, measuredBy), share)
    },
    train: (own, options) => trainForecast({ ...deps, ...own }, forecast, options),
    // The candidate's way of learning at moments after the champion's: what either says of them, neither has learned.
    async compare({ champion: before, candidate }) {
      const { fitted, until } = await learnedOf(before)
      const tested = await readBackTest(deps.blobs, candidate)
      const points = tested.points.filter(({ origin }) => origin >= until)
      const origins = [...new Set(points.map(({ origin }) => origin))]
      const rivals = testForecaster(fitted, await table(), origins)
      return compared(policy, { origins, points }, rivals)
    },
    async compareSince({ champion: before, candidate }) {
      const own = await learnedOf(candidate)
      const points = await saidSince(own)
      const origins = [...new Set(points.map(({ origin }) => origin))]
      const { fitted } = await learnedOf(before)
      return compared(policy, { origins, points }, testForecaster(fitted, await table(), origins))
    },
  }
}

/** The moments of values that became known after another moment. */
function knownAfter({ times, target }: SeriesTable, until: number): readonly number[] {
  return [...times].filter((at, row) => at > until && !Number.isNaN(target[row]))
}

function compared(
  policy: Retraining,
  own: Parameters<typeof pairPoints>[0],
  rivals: readonly TestedPoint[],
): ComparisonFound {
  const metric = metricOf(policy)
  const paired = pairPoints(own, rivals)
  const { points } = paired.own
  const gain =
    points.length === 0
      ? undefined
      : pairedInterval(metric, pairedRows(paired), { confidence: 0.95 })
  const sides = [judgedPoints(paired.rival.points), judgedPoints(points)] as const
  const metrics = policy.model.measure.map((one) => ({
    name: one.name,
    better: one.better,
    champion: points.length === 0 ? null : finite(measureRows(one, sides[0])),
    candidate: points.length === 0 ? null : finite(measureRows(one, sides[1])),
  }))
  const judged = metrics.find(({ name }) => name === metric.name)
  return {
    metric: metric.name,
    better: metric.better,
    rows: points.length,
    champion: judged?.champion ?? null,
    candidate: judged?.candidate ?? null,
    gain: finite(gain?.value),
    low: finite(gain?.low),
    high: finite(gain?.high),
    metrics,
  }
}
