import { backTest, mae, rmse, type BackTest, type TestedPoint } from '../../learn/index.ts'
import {
  getVersion,
  judgeGates,
  readBackTest,
  readForecaster,
  type Evidence,
  type Judgement,
  type ModelVersion,
} from '../../registry/index.ts'
import type { EvidenceDeps } from '../evidence-deps.ts'
import { trainingErrors } from '../errors.ts'
import type { Forecast, SeriesDeps } from './forecast.ts'
import { judgedPoints, nameOfPoint, pairPoints, type PairedPoints } from './paired-points.ts'
import { toBaselines, toEvaluation } from './test-scores.ts'

export type ForecastEvidenceDeps = EvidenceDeps & SeriesDeps

/**
 * Judges a version of a forecast by the forecast's gates, on its back-test. The version that the alias points to is
 * held to the same moments: where its own back-test has others, its way of learning is tested at them, as what it has
 * learned knows what came after. Where one looks further ahead than the other, the steps of both count. Throws
 * `forecastsDiffer` where there are none.
 */
export async function judgeForecast(
  deps: ForecastEvidenceDeps,
  forecast: Forecast,
  version: number,
  alias: string,
): Promise<Judgement> {
  const candidate = await getVersion(deps.models, forecast.name, version)
  const against = (await deps.models.findAlias(forecast.name, alias))?.version
  if (forecast.gates.length === 0) return { against, results: [] }
  const champion =
    against === undefined || against === version
      ? undefined
      : await getVersion(deps.models, forecast.name, against)
  const evidence = await gatherEvidence(deps, forecast, candidate, champion)
  return { against, results: await judgeGates(forecast.gates, evidence) }
}

async function gatherEvidence(
  deps: ForecastEvidenceDeps,
  forecast: Forecast,
  candidate: ModelVersion,
  champion: ModelVersion | undefined,
): Promise<Evidence> {
  const all = await readBackTest(deps.blobs, candidate)
  const paired =
    champion === undefined
      ? undefined
      : await pairVersions(deps, forecast, { candidate, all, champion })
  const { own = all, rival } = paired ?? {}
  const { points } = own
  const judged = judgedPoints(points)
  const refuse = () => Promise.reject(trainingErrors.asksRows({ forecast: forecast.name }))
  return {
    candidate: toEvaluation(own),
    champion: rival === undefined ? undefined : toEvaluation(rival),
    baselines: toBaselines(own),
    predictionMs: candidate.details.predictionMs,
    metrics: {
      mae: mae(),
      rmse: rmse(),
      coverage: {
        better: 'higher',
        of: () => {
          throw trainingErrors.asksRows({ forecast: forecast.name })
        },
      },
    },
    rows: {
      truth: judged.truth,
      candidate: judged.said,
      champion: rival && judgedPoints(rival.points).said,
      columns: {
        series: points.map(({ series }) => series),
        origin: points.map(({ origin }) => new Date(origin)),
        at: points.map(({ at }) => new Date(at)),
        ahead: points.map(({ ahead }) => ahead),
      },
      first: () => {
        throw trainingErrors.asksRows({ forecast: forecast.name })
      },
    },
    predict: refuse,
    sizeBytes: candidate.details.sizeBytes,
    dataUntil: learnedUntil(all),
    now: deps.now(),
    stopwatch: deps.stopwatch,
    behaviours: refuse,
    report: refuse,
  }
}

/**
 * Two versions of a forecast at the moments at which the candidate was tested. Throws `forecastsDiffer` where there is
 * no such step.
 */
export async function pairVersions(
  deps: ForecastEvidenceDeps,
  forecast: Forecast,
  {
    candidate,
    all,
    champion,
  }: {
    readonly candidate: ModelVersion
    /** Its back-test. */
    readonly all: BackTest
    readonly champion: ModelVersion
  },
): Promise<PairedPoints> {
  const paired = pairPoints(all, await testRival(deps, forecast, all, champion))
  if (paired.own.points.length > 0) return paired
  const { version } = candidate
  const named = { forecast: forecast.name, version, other: champion.version }
  throw trainingErrors.forecastsDiffer(named)
}

/** What the rival says at the moments at which the candidate was tested. */
async function testRival(
  deps: ForecastEvidenceDeps,
  forecast: Forecast,
  { origins, points }: BackTest,
  version: ModelVersion,
): Promise<readonly TestedPoint[]> {
  const before = await readBackTest(deps.blobs, version)
  const known = new Set(before.points.map(nameOfPoint))
  if (points.every((point) => known.has(nameOfPoint(point)))) return before.points
  const { spec } = await readForecaster(deps.blobs, version)
  const table = await forecast.read(deps)
  const { seed } = forecast
  return (await backTest(spec, table, { seed, origins: origins.length, moments: origins })).points
}

/** The last moment that was known when a version was trained: the newest that it was held to. */
export function learnedUntil({ points }: Pick<BackTest, 'points'>): Date | undefined {
  const newest = points.reduce((latest, { at }) => Math.max(latest, at), -Infinity)
  return Number.isFinite(newest) ? new Date(newest) : undefined
}
