import { canonicalJson } from '../base/index.ts'
import { momentRows, type Moment } from '../features/index.ts'
import type { ClassShares } from '../learn/index.ts'
import { getAliased } from '../registry/index.ts'
import { givenFeatures, loadPredictor, predictShares } from '../serving/index.ts'
import type { Model } from '../training/index.ts'
import type { ProjectPorts } from './project-ports.ts'

export interface PredictedMoments {
  readonly version: number
  /** In the order of the moments; NaN for one that the view has no row for. */
  readonly values: readonly number[]
}

export interface PredictMoments {
  readonly alias?: string
  readonly moments: readonly Moment[]
}

/**
 * What the version behind an alias says of moments, from what is known now; nothing is stored: for a step
 * that measures it. Throws `registry.aliasNotFound`.
 */
export async function predictMoments(
  deps: ProjectPorts,
  model: Model,
  { alias = 'champion', moments }: PredictMoments,
): Promise<PredictedMoments> {
  const predictor = await loadPredictor(deps, await getAliased(deps.models, model.name, alias))
  const rows = await featuresOf(deps, model, moments)
  const found = rows.flatMap((row, place) => (row === undefined ? [] : [{ row, place }]))
  const said = await predictor.predictMany(found.map(({ row }) => row))
  const values = rows.map(() => Number.NaN)
  for (const [at, { place }] of found.entries()) values[place] = said[at] ?? Number.NaN
  predictor.rest()
  return { version: predictor.version.version, values }
}

/**
 * How likely it calls each class at these moments. A row of NaN for one that the view has no row for. Throws
 * `serving.noClasses` for a model that tells none apart.
 */
export async function predictMomentShares(
  deps: ProjectPorts,
  model: Model,
  { alias = 'champion', moments }: PredictMoments,
): Promise<ClassShares> {
  const version = await getAliased(deps.models, model.name, alias)
  const rows = await featuresOf(deps, model, moments)
  const known = [...rows.keys()].filter((at) => rows[at] !== undefined)
  const found = await predictShares(
    deps,
    version,
    rows.filter((row) => row !== undefined),
  )
  const width = found.classes.length
  const shares = new Float64Array(moments.length * width).fill(Number.NaN)
  for (const [from, at] of known.entries()) {
    shares.set(found.shares.subarray(from * width, (from + 1) * width), at * width)
  }
  return { classes: found.classes, shares }
}

/** In the order of the moments; undefined for one that the view has no row for. */
async function featuresOf(deps: ProjectPorts, model: Model, moments: readonly Moment[]) {
  const { rows } = await momentRows(deps, model.view, moments, deps.now())
  const byMoment = new Map(
    rows.map((row) => [momentText(row), givenFeatures(model.view, row.features)]),
  )
  return moments.map((moment) => byMoment.get(momentText(moment)))
}

function momentText({ key, at }: Pick<Moment, 'key' | 'at'>): string {
  return canonicalJson([key, at])
}
