import {
  backTest,
  mae,
  rmse,
  summarizeBackTest,
  type BackTest,
  type TestedPoint,
} from '../../learn/index.ts'
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
  const rivals = champion === undefined ? undefined : await testRival(deps, forecast, all, champion)
  const { own, rival } = pairPoints(all, rivals)
  if (own.points.length === 0 && champion !== undefined) {
    const { version } = candidate
    throw trainingErrors.forecastsDiffer({
      forecast: forecast.name,
      version,
      other: champion.version,
    })
  }
  const { points } = own
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
      truth: Float64Array.from(points, ({ truth }) => truth),
      candidate: Float64Array.from(points, ({ value }) => value),
      champion: rival && Float64Array.from(rival.points, ({ value }) => value),
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
    dataUntil: newestOf(all.points),
    now: deps.now(),
    stopwatch: deps.stopwatch,
    behaviours: refuse,
    report: refuse,
  }
}

/** What the rival says at the moments at which the candidate was tested. */
async function testRival(
  deps: ForecastEvidenceDeps,
  forecast: Forecast,
  { origins, points }: BackTest,
  version: ModelVersion,
): Promise<readonly TestedPoint[]> {
  const before = await readBackTest(deps.blobs, version)
  const known = new Set(before.points.map(nameOf))
  if (points.every((point) => known.has(nameOf(point)))) return before.points
  const { spec } = await readForecaster(deps.blobs, version)
  const table = await forecast.read(deps)
  const { seed } = forecast
  return (await backTest(spec, table, { seed, origins: origins.length, moments: origins })).points
}

/** Of both what they say of the same moments, in the same order, held to the same truth. */
function pairPoints(
  all: BackTest,
  rivals: readonly TestedPoint[] | undefined,
): { readonly own: BackTest; readonly rival: BackTest | undefined } {
  if (rivals === undefined) return { own: all, rival: undefined }
  const rivalOf = new Map(rivals.map((point) => [nameOf(point), point]))
  const pairs = all.points.flatMap((point) => {
    const rival = rivalOf.get(nameOf(point))
    return rival === undefined ? [] : [{ point, rival: { ...rival, truth: point.truth } }]
  })
  const ofBoth = (points: readonly TestedPoint[]) => summarizeBackTest(all.origins, points)
  return {
    own: ofBoth(pairs.map(({ point }) => point)),
    rival: ofBoth(pairs.map(({ rival }) => rival)),
  }
}

function nameOf({ series, origin, at }: TestedPoint): string {
  return `${series}/${origin}/${at}`
}

function newestOf(points: readonly TestedPoint[]): Date | undefined {
  const newest = points.reduce((latest, { at }) => Math.max(latest, at), -Infinity)
  return Number.isFinite(newest) ? new Date(newest) : undefined
}
