import { canonicalJson } from '../base/index.ts'
import { momentRows, type Moment } from '../features/index.ts'
import { getAliased } from '../registry/index.ts'
import { givenFeatures, loadPredictor } from '../serving/index.ts'
import type { Model } from '../training/index.ts'
import type { ProjectPorts } from './project-ports.ts'

export interface PredictedMoments {
  readonly version: number
  /** In the order of the moments; NaN for one that the view has no row for. */
  readonly values: readonly number[]
}

/**
 * What the version behind an alias says of moments, from what is known now; nothing is stored: for a step
 * that measures it. Throws `registry.aliasNotFound`.
 */
export async function predictMoments(
  deps: ProjectPorts,
  model: Model,
  { alias = 'champion', moments }: { readonly alias?: string; readonly moments: readonly Moment[] },
): Promise<PredictedMoments> {
  const predictor = await loadPredictor(deps, await getAliased(deps.models, model.name, alias))
  const { rows } = await momentRows(deps, model.view, moments, deps.now())
  const said = new Map(
    rows.map((row) => [
      momentText(row),
      predictor.predict(givenFeatures(model.view, row.features)),
    ]),
  )
  const values = moments.map((moment) => said.get(momentText(moment)) ?? Number.NaN)
  return { version: predictor.version.version, values }
}

function momentText({ key, at }: Pick<Moment, 'key' | 'at'>): string {
  return canonicalJson([key, at])
}
