import { derive, type Features } from '../../features/index.ts'
import type { Forecaster } from '../../learn/index.ts'
import type { ModelVersion } from '../../registry/index.ts'
import { keepTruth } from '../../serving/index.ts'
import type { MeasureDeps } from './measure-deps.ts'
import type { Monitor } from './monitor.ts'
import type { WatchedModel } from './prediction-rows.ts'

/**
 * What is watched, ready to be measured: of a forecast what its series have told since is kept as what came true, and
 * what the version reads that it is compared with are its features. A model is as it is.
 */
export async function readyToMeasure(
  deps: MeasureDeps,
  monitor: Pick<Monitor, 'reference'>,
  watch: WatchedModel,
): Promise<WatchedModel> {
  const { model } = watch
  if (model.kind === 'model') return watch
  await keepTruth(deps, model, await model.read(deps))
  const version = await findVersion(deps, monitor, model.name)
  const inputs = version?.signature.inputs ?? []
  // What the calendar alone tells is another in each window.
  const toldByTime: readonly string[] = ['ahead', ...model.spec.calendar]
  const features: Features = Object.fromEntries(
    inputs
      .filter(({ name }) => !toldByTime.includes(name))
      .map(({ name, type }) => [
        name,
        type === 'text' ? derive({}, () => '', { type: 'text' }) : derive({}, () => 0),
      ]),
  )
  return { ...watch, model: { ...model, view: { ...model.view, features } } }
}

async function findVersion(
  { models }: MeasureDeps,
  { reference }: Pick<Monitor, 'reference'>,
  name: string,
): Promise<ModelVersion | undefined> {
  const alias =
    reference.kind === 'alias' ? await models.findAlias(name, reference.alias) : undefined
  const number = reference.kind === 'version' ? reference.version : alias?.version
  const found = number === undefined ? undefined : await models.find(name, number)
  return found ?? (await models.list(name))[0]
}

/** What a forecast reads of its own series, as far as its declaration tells: what is known beside them is not in it. */
export function inputNames({ lags, windows, season }: Forecaster): readonly string[] {
  return [
    ...lags.map((lag) => `lag${lag}`),
    ...(season === undefined ? [] : ['lastSeason']),
    ...windows.flatMap((window) =>
      ['mean', 'deviation', 'least', 'most'].map((name) => `${name}${window}`),
    ),
  ]
}
