import {
  predictClasses,
  rawColumn,
  type ClassShares,
  type FittedModel,
  type InputColumn,
} from '../learn/index.ts'
import {
  getVersion,
  openGraphShares,
  readVersionFile,
  type ModelVersion,
} from '../registry/index.ts'
import type { MaybePromise } from '../features/index.ts'
import {
  sharesOfChance,
  tellsClasses as tellsBy,
  type ClassShare,
} from './composition/tell-classes.ts'
import { servingErrors } from './errors.ts'
import { toColumn, type ExplainDeps } from './explain-answer.ts'
import type { Answer } from './open-service.ts'
import { loadPredictor } from './load-predictor.ts'
import { givenValue, type GivenFeatures } from './prediction.ts'
import { rememberVersions } from './remember-versions.ts'
import type { Service } from './service.ts'

/** How likely each class is, by its name, or its number where the service names none. */
export type Probabilities = Readonly<Record<string, number>>

type SharedPrediction = Readonly<Record<string, unknown>> & {
  readonly probabilities: Probabilities
}

/** An answer each of whose predictions says how likely every class is. */
export interface SharedAnswer extends Omit<Answer, 'predictions'> {
  readonly predictions: readonly SharedPrediction[]
}

type SharesOf = (
  row: Readonly<Record<string, unknown>>,
  value: unknown,
) => MaybePromise<readonly ClassShare[]>

/**
 * Makes a function that tells how likely the classes are, by the features that an answer tells. Throws `noClasses` for
 * a version that tells none apart.
 */
export function answerShares(
  deps: ExplainDeps,
): (service: Service, answer: Answer) => Promise<SharedAnswer> {
  const byService = new Map<string, (model: string, version: number) => Promise<SharesOf>>()
  const openerOf = (service: Service) => {
    const opener =
      byService.get(service.name) ??
      rememberVersions((_model, version) => openShares(deps, service, version))
    byService.set(service.name, opener)
    return opener
  }
  return async (service, answer) => {
    const { model, classes = [] } = service
    const open = openerOf(service)
    const predictions = answer.predictions.map(async (prediction): Promise<SharedPrediction> => {
      const row: Readonly<Record<string, unknown>> = { ...prediction }
      const sharesOf = await open(answer.model, Number(row['modelVersion'] ?? answer.version))
      const shares = await sharesOf(row, row[model.view.label.column])
      const named = shares.map(({ number, share }) => [classes[number] ?? String(number), share])
      return { ...row, probabilities: Object.fromEntries(named) as Probabilities }
    })
    return { ...answer, predictions: await Promise.all(predictions) }
  }
}

/** Whether a service can say how likely each class is. */
function tellsClasses({ classes }: Service, fitted: FittedModel): boolean {
  return isChance(classes, fitted) || predictsClasses(fitted)
}

/** A number from 0 to 1: how likely the second of two classes is. */
function isChance(classes: readonly string[] | undefined, { learner }: FittedModel): boolean {
  if (classes?.length === 2) return true
  return 'link' in learner && learner.link === 'logistic'
}

function predictsClasses(fitted: FittedModel): boolean {
  const none = fitted.inputs.map(({ name, kind }) => toColumn(name, kind, null))
  return predictClasses(fitted, none) !== undefined
}

async function openShares(deps: ExplainDeps, service: Service, number: number): Promise<SharesOf> {
  const { model, names = {} } = service
  const version = await getVersion(deps.models, model.name, number)
  const fitted = await readFitted(deps, version)
  if (fitted === undefined) return openGraphAnswers(deps, service, version)
  if (!tellsClasses(service, fitted)) {
    throw servingErrors.noClasses({ model: model.name, version: number })
  }
  return (row, value) => {
    const columns = fitted.inputs.map(({ name, kind }) =>
      toColumn(name, kind, row[names[name] ?? name]),
    )
    const found = predictClasses(fitted, columns)
    if (found !== undefined) {
      return found.classes.map((one, at) => ({ number: one, share: found.shares[at] ?? 0 }))
    }
    return sharesOfChance(Number(value))
  }
}

/** The same of a graph that was taken in, which runs in a thread of its own. */
async function openGraphAnswers(
  deps: ExplainDeps,
  service: Service,
  version: ModelVersion,
): Promise<SharesOf> {
  const { names = {} } = service
  const predictor = await loadPredictor(deps, version)
  const { shares, inputs } = predictor
  if (tellsBy(service, predictor) === 'chance')
    return (_row, value) => sharesOfChance(Number(value))
  if (shares === undefined) {
    throw servingErrors.noClasses({ model: version.model, version: version.version })
  }
  return async (row) => {
    const given = inputs.map(({ name }) => [name, givenValue(row[names[name] ?? name])] as const)
    const told = await shares([Object.fromEntries(given)])
    return told.classes.map((number, place) => ({ number, share: told.shares[place] ?? 0 }))
  }
}

/**
 * How likely each class is for each of many rows, by a version that was trained here or taken in. Throws `noClasses`
 * for one that tells none apart.
 */
export async function predictShares(
  deps: Pick<ExplainDeps, 'blobs'>,
  version: ModelVersion,
  rows: readonly GivenFeatures[],
): Promise<ClassShares> {
  const columns = version.signature.inputs.map(({ name, type }) =>
    rawColumn({ name, kind: type === 'text' ? 'category' : 'number' }, rows),
  )
  const fitted = await readFitted(deps, version)
  const found =
    fitted === undefined
      ? await graphShares(deps, version, columns)
      : predictClasses(fitted, columns)
  if (found === undefined) {
    throw servingErrors.noClasses({ model: version.model, version: version.version })
  }
  return found
}

async function graphShares(
  { blobs }: Pick<ExplainDeps, 'blobs'>,
  version: ModelVersion,
  columns: readonly InputColumn[],
): Promise<ClassShares | undefined> {
  const graph = await openGraphShares(blobs, version)
  try {
    return await graph?.predict(columns)
  } finally {
    await graph?.close()
  }
}

/** What a version has learned; undefined for one that was taken in as a graph. */
export async function readFitted(
  { blobs }: Pick<ExplainDeps, 'blobs'>,
  version: ModelVersion,
): Promise<FittedModel | undefined> {
  if (version.files['fitted.json'] === undefined) return undefined
  const bytes = await readVersionFile(blobs, version, 'fitted.json')
  return JSON.parse(new TextDecoder().decode(bytes)) as FittedModel
}
