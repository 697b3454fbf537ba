import {
  compileManyPredictor,
  compileNumbersPredictor,
  compilePredictor,
  predictClasses,
  rawColumn,
  sharesOutput,
  type ClassShares,
  type FittedModel,
  type RawRow,
} from '../learn/index.ts'
import {
  openOnnxCrew,
  readVersionFile,
  type ModelVersion,
  type OnnxCrew,
  type OnnxInput,
  type RunBatch,
} from '../registry/index.ts'
import type { BlobStore } from '../storage/index.ts'
import type { MaybePromise } from '../features/index.ts'
import { crewOptions, type ServiceBatching } from './batching.ts'
import { servingErrors } from './errors.ts'
import type { GivenFeatures } from './prediction.ts'
import type { ServedModel } from './served-model.ts'

/** A version that has been read, compiled, and held to its own example. */
export interface LoadedPredictor {
  readonly version: ModelVersion
  readonly inputs: readonly OnnxInput[]
  /** One number for each row, the same to the bit however many are asked. It waits only for what runs in threads. */
  predictMany(rows: readonly GivenFeatures[]): MaybePromise<ArrayLike<number>>
  /** How likely each class is, row by row; absent where it tells none apart. */
  readonly shares?: (rows: readonly GivenFeatures[]) => MaybePromise<ClassShares>
  /** Whether it predicts how likely the second of two classes is. */
  readonly saysChance: boolean
  /** The same, to the bit, of numbers beside each other by these names; undefined where it reads anything else. */
  readonly ofNumbers?: (names: readonly string[]) => NumbersPredictor | undefined
  /** Lets go what it holds beside memory, once what was asked is answered. */
  rest(): void
}

export interface LoadDeps {
  readonly blobs: BlobStore
  /** Is told of what graphs have run together. */
  readonly onBatch?: ((version: ModelVersion, batch: RunBatch) => void) | undefined
}

/** Missing numbers are NaN. What it gives is written over by the next call. */
export type NumbersPredictor = (values: Float64Array, rowCount: number) => Float64Array

/** One row of `example.json`, which training writes. */
interface ExampleRow {
  readonly features: GivenFeatures
  readonly prediction: number
}

/** How far it may be from its example, relative for numbers above 1. */
const tolerance = 1e-6

/**
 * Makes a function of a version: microseconds a row, in the event loop; of one that was taken in, its graph in a
 * thread that is waited for. Throws `versionDamaged` for files
 * that can't be used, and `versionDiffers` where it doesn't give what it gave when it was trained.
 */
export async function loadPredictor(
  { blobs, onBatch }: LoadDeps,
  version: ModelVersion,
  batching?: ServiceBatching,
): Promise<LoadedPredictor> {
  const example = await readJson<readonly ExampleRow[]>(blobs, version, 'example.json')
  const isGraph = version.files['fitted.json'] === undefined
  const loaded = isGraph
    ? await openGraph({ blobs, onBatch }, version, batching)
    : await compileFitted(blobs, version)
  // What answers many rows is opened at the first of them, which takes tens of milliseconds: not those of a request.
  const asked = isGraph ? [example] : [example, manyOf(example)]
  try {
    for (const rows of asked) {
      assertExample(version, rows, await loaded.predictMany(rows.map((row) => row.features)))
    }
    return loaded
  } catch (error) {
    loaded.rest()
    throw error
  }
}

/** The rows again and again. */
function manyOf(example: readonly ExampleRow[]): readonly ExampleRow[] {
  return example.length === 0 ? [] : Array.from({ length: manyRows }, () => example).flat()
}

function assertExample(
  { model, version }: ModelVersion,
  example: readonly ExampleRow[],
  values: ArrayLike<number>,
): void {
  for (const [row, { prediction: wanted }] of example.entries()) {
    const found = values[row] ?? Number.NaN
    const isEqual = Math.abs(found - wanted) <= tolerance * Math.max(1, Math.abs(wanted))
    if (!isEqual) throw servingErrors.versionDiffers({ model, version, row, found, wanted })
  }
}

async function compileFitted(blobs: BlobStore, version: ModelVersion): Promise<LoadedPredictor> {
  const fitted = await readJson<FittedModel>(blobs, version, 'fitted.json')
  const predict = compile(version, fitted)
  const predictMany = compileManyPredictor(fitted)
  const shares = sharesBy(fitted)
  return {
    version,
    inputs: fitted.inputs,
    predictMany: (rows) =>
      predictMany === undefined || rows.length < manyRows ? rows.map(predict) : predictMany(rows),
    ...(shares === undefined ? {} : { shares }),
    saysChance: 'link' in fitted.learner && fitted.learner.link === 'logistic',
    ofNumbers: (names) => compileNumbersPredictor(fitted, names),
    rest: () => undefined,
  }
}

function sharesBy(fitted: FittedModel): ((rows: readonly RawRow[]) => ClassShares) | undefined {
  const find = (rows: readonly RawRow[]) =>
    predictClasses(
      fitted,
      fitted.inputs.map((input) => rawColumn(input, rows)),
    )
  const none = find([{}])
  return none === undefined ? undefined : (rows) => find(rows) ?? none
}

/** Of fewer, one after the other is as quick. */
const manyRows = 8

async function openGraph(
  { blobs, onBatch }: LoadDeps,
  version: ModelVersion,
  batching: ServiceBatching | undefined,
): Promise<LoadedPredictor> {
  const { inputs: columns, output } = version.signature
  const inputs = columns.map(({ name, type }): OnnxInput => ({
    name,
    kind: type === 'text' ? 'category' : 'number',
  }))
  try {
    const bytes = await readVersionFile(blobs, version, 'model.onnx')
    const graph = await openOnnxCrew(bytes, {
      inputs,
      output: output.name,
      beside: sharesOutput(output.name),
      ...crewOptions(batching),
      ...(onBatch === undefined ? {} : { onBatch: (batch) => onBatch(version, batch) }),
    })
    return {
      version,
      inputs,
      predictMany: (rows) => graph.predictMany(rows),
      ...(graph.hasBeside ? { shares: (rows) => sharesOf(graph, rows) } : {}),
      saysChance: false,
      rest: () => graph.rest(),
    }
  } catch (error) {
    throw damaged(version, error)
  }
}

/** A graph that was taken in answers by the numbers of classes from 0 on. */
async function sharesOf(graph: OnnxCrew, rows: readonly GivenFeatures[]): Promise<ClassShares> {
  const shares = await graph.predictBeside(rows)
  const width = shares.length / Math.max(1, rows.length)
  return { classes: Array.from({ length: width }, (_, at) => at), shares }
}

/** Throws `versionDoesNotFit` when the version reads a feature that the view no longer has so. */
export function assertFits({ view }: ServedModel, { version, inputs }: LoadedPredictor): void {
  for (const { name, kind } of inputs) {
    const feature = view.features[name]
    const problem =
      feature === undefined
        ? `the view has no feature "${name}"`
        : kindFault(name, kind, feature.type === 'text' ? 'category' : 'number')
    if (problem !== undefined) {
      const { model, version: number } = version
      throw servingErrors.versionDoesNotFit({ model, version: number, view: view.name, problem })
    }
  }
}

function kindFault(name: string, wanted: string, found: string): string | undefined {
  return wanted === found ? undefined : `its feature "${name}" is a ${found}, not a ${wanted}`
}

function compile(version: ModelVersion, fitted: FittedModel): (row: RawRow) => number {
  try {
    return compilePredictor(fitted)
  } catch (error) {
    throw damaged(version, error)
  }
}

async function readJson<Content>(
  blobs: BlobStore,
  version: ModelVersion,
  file: string,
): Promise<Content> {
  try {
    const bytes = await readVersionFile(blobs, version, file)
    return JSON.parse(new TextDecoder().decode(bytes)) as Content
  } catch (error) {
    throw damaged(version, error)
  }
}

function damaged({ model, version }: ModelVersion, cause: unknown) {
  const problem = cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause)
  return servingErrors.versionDamaged({ model, version, problem }, cause)
}
