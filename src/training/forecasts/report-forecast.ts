import {
  mae,
  rmse,
  wilsonInterval,
  type InputColumn,
  type JudgedRows,
  type TestedPoint,
} from '../../learn/index.ts'
import {
  getVersion,
  readBackTest,
  type ChampionComparison,
  type EvaluationReport,
  type ModelVersion,
  type ReportedHorizon,
} from '../../registry/index.ts'
import { pairedTest, compareChampion } from '../evaluation/compare-champion.ts'
import { drawPictures } from '../evaluation/draw-pictures.ts'
import { measureMetrics } from '../evaluation/measure-metrics.ts'
import { measureSlices, searchSlices } from '../evaluation/measure-slices.ts'
import { usualMetrics } from '../evaluation/prediction-kind.ts'
import { rowLosses } from '../evaluation/row-loss.ts'
import type { Forecast } from './forecast.ts'
import { learnedUntil, pairVersions, type ForecastEvidenceDeps } from './judge-forecast.ts'
import { judgedPoints, pairedRows, type PairedPoints } from './paired-points.ts'

const confidence = 0.95

/**
 * All that a report tells of a version of a forecast, of its back-test: the steps of one forecast of a series are drawn
 * together, as they are off together. Throws `versionNotFound`, and `forecastsDiffer` beside a champion that says
 * nothing of the same moments.
 */
export async function reportForecast(
  deps: ForecastEvidenceDeps,
  forecast: Forecast,
  { version: number, alias }: { readonly version: number; readonly alias: string },
): Promise<EvaluationReport> {
  const version = await getVersion(deps.models, forecast.name, number)
  const against = (await deps.models.findAlias(forecast.name, alias))?.version
  const tested = await readBackTest(deps.blobs, version)
  const { points } = tested
  const judged = judgedPoints(points)
  const losses = rowLosses('mae', judged)
  const columns = columnsOf(points)
  const rows = { columns, metric: mae(), judged, losses }
  const baselines = naiveRows(points)
  const { unit } = version.signature.output
  const { learner, predictionMs, sizeBytes } = version.details
  return {
    model: forecast.name,
    version: number,
    learner,
    label: { name: 'value', ...(unit === undefined ? {} : { unit }) },
    kind: 'amount',
    madeAt: deps.now().toISOString(),
    rowCount: points.length,
    trainingRowCount: await knownCount(deps, forecast, learnedUntil(tested)),
    confidence,
    baselines: Object.keys(baselines),
    metrics: measured(judged, Object.values(baselines)),
    horizons: horizonsOf(forecast, points),
    ...(against === undefined || against === number
      ? {}
      : { champion: await setBeside(deps, forecast, { version, tested, against }) }),
    pictures: drawPictures({
      kind: 'amount',
      judged,
      at: Float64Array.from(points, ({ at }) => at),
      metric: mae(),
    }),
    loss: 'mae',
    slices: measureSlices(rows, ['series', 'ahead'], []),
    search: searchSlices(rows),
    fairness: [],
    behaviours: [],
    leaks: [],
    importance: [],
    dependence: [],
    cost: { predictionMs, sizeBytes },
  }
}

function measured(judged: JudgedRows, baselines: readonly JudgedRows[]) {
  const own = [mae(), rmse()]
  const names = own.map(({ name }) => name)
  const others = usualMetrics('amount').filter(({ name }) => !names.includes(name))
  return measureMetrics({
    metrics: [
      ...own.map((metric) => ({ metric, declared: true })),
      ...others.map((metric) => ({ metric, declared: false })),
    ],
    rows: judged,
    baselines,
    confidence,
  })
}

/** What saying the last value again, and that of a season before, would have said of the same. */
function naiveRows(points: readonly TestedPoint[]): Readonly<Record<string, JudgedRows>> {
  const { truth } = judgedPoints(points)
  const said = (of: (point: TestedPoint) => number) => Float64Array.from(points, of)
  const isSeasonal = points.every(({ seasonalNaive }) => seasonalNaive !== undefined)
  return {
    'last value': { truth, said: said(({ lastValue }) => lastValue) },
    ...(isSeasonal
      ? { 'seasonal naive': { truth, said: said((point) => point.seasonalNaive ?? Number.NaN) } }
      : {}),
  }
}

function columnsOf(points: readonly TestedPoint[]): readonly InputColumn[] {
  return [
    { name: 'series', kind: 'category', values: points.map(({ series }) => series) },
    { name: 'ahead', kind: 'category', values: points.map(({ ahead }) => `${ahead}`) },
  ]
}

/** By how many steps ahead. */
function horizonsOf(
  { spec: { interval } }: Forecast,
  points: readonly TestedPoint[],
): readonly ReportedHorizon[] {
  const byStep = [...Map.groupBy(points, ({ ahead }) => ahead)].toSorted(([a], [b]) => a - b)
  return byStep.map(([ahead, own]) => {
    const baselines = Object.values(naiveRows(own))
    const metrics = measured(judgedPoints(own), baselines).filter(({ declared }) => declared)
    const bounded = own.filter(({ low }) => low !== undefined)
    const within = bounded.filter(
      ({ low = Number.NaN, high = Number.NaN, truth }) => low <= truth && truth <= high,
    ).length
    return {
      ahead,
      rowCount: own.length,
      metrics,
      ...(interval === undefined || bounded.length === 0
        ? {}
        : {
            coverage: {
              wanted: interval.share,
              value: within / bounded.length,
              ...wilsonInterval(within, bounded.length),
            },
          }),
    }
  })
}

async function setBeside(
  deps: ForecastEvidenceDeps,
  forecast: Forecast,
  {
    version,
    tested,
    against,
  }: {
    readonly version: ModelVersion
    readonly tested: Awaited<ReturnType<typeof readBackTest>>
    readonly against: number
  },
): Promise<ChampionComparison> {
  const champion = await getVersion(deps.models, forecast.name, against)
  const paired = await pairVersions(deps, forecast, { candidate: version, all: tested, champion })
  const compared = compareChampion(against, [mae(), rmse()], pairedRows(paired), {
    loss: 'mae',
    confidence,
  })
  return { ...compared, test: testPaths(paired) }
}

/** Of the mean error of each forecast of a series: its steps tell little apart. */
export function testPaths({ own, rival }: PairedPoints): ChampionComparison['test'] {
  return pairedTest(
    'the mean error of each forecast',
    pathErrors(own.points),
    pathErrors(rival.points),
  )
}

function pathErrors(points: readonly TestedPoint[]): Float64Array {
  const paths = Map.groupBy(points, ({ series, origin }) => `${series}/${origin}`)
  return Float64Array.from(paths.values(), (own) => {
    const errors = own.map(({ value, truth }) => Math.abs(value - truth))
    return errors.reduce((sum, error) => sum + error, 0) / errors.length
  })
}

/** How many values were known when it was trained, as far as the series go back still. */
async function knownCount(
  deps: ForecastEvidenceDeps,
  forecast: Forecast,
  until = new Date(Number.NaN),
): Promise<number> {
  const { times, target } = await forecast.read(deps)
  return times.filter((at, row) => at <= until.getTime() && !Number.isNaN(target[row])).length
}
