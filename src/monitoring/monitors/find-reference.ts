import { parseDuration } from '../../base/index.ts'
import { readTrainingPart, type TrainingPart } from '../../features/index.ts'
import { profileColumns, type InputColumn, type ReferenceProfile } from '../../learn/index.ts'
import { findInProduction, type ModelVersion } from '../../registry/index.ts'
import { learnedView } from '../../training/index.ts'
import type { DriftMode } from '../drift/drift-report.ts'
import type { DriftSide } from '../drift/drift-side.ts'
import type { MeasureDeps } from './measure-deps.ts'
import type { Monitor } from './monitor.ts'
import type { WatchedModel } from './prediction-rows.ts'
import { pickColumn, sliceName, thinRows } from './slice-rows.ts'

/** What a window of a model is compared with, by part; a part is undefined where nothing is known of it. */
export interface ModelReference {
  /** In words: `what version 3 was trained on`. */
  readonly against: string
  readonly inputs: DriftSide | undefined
  readonly predictions: DriftSide | undefined
  readonly outcomes: DriftSide | undefined
  /** Rows of the inputs, some thousands of them; undefined where they are not there any more. */
  readonly rows: readonly InputColumn[] | undefined
  /** The same of the rows of a slice only; undefined where the rows are not there any more. */
  readonly of: (slice: string) => ModelReference | undefined
}

/** The file of a version that holds the profile of what it was trained on. */
const profileFile = 'reference-profile.json'

/** Finds references of a model; of one version each is read once. */
export function modelReferences(deps: MeasureDeps, monitor: Monitor, watch: WatchedModel) {
  const read = new Map<number, Promise<ModelReference>>()

  /** The version at a moment: back then another may have answered. Undefined while there is none. */
  async function versionAt(at: Date): Promise<number | undefined> {
    const { reference } = monitor
    if (reference.kind === 'version') return reference.version
    if (reference.kind !== 'alias') return undefined
    const { alias } = reference
    const then = await findInProduction(deps.models, watch.name, { alias, at })
    return then?.version ?? (await deps.models.findAlias(watch.name, alias))?.version
  }

  return {
    /** Undefined where there is no version to compare with, or the rows before are the reference. */
    async at(moment: Date): Promise<ModelReference | undefined> {
      const version = await versionAt(moment)
      if (version === undefined) return undefined
      const found = await deps.models.find(watch.name, version)
      if (found === undefined) return undefined
      const known = read.get(version) ?? readReference(deps, watch, found, monitor.mode)
      read.set(version, known)
      return known
    },
  }
}

async function readReference(
  deps: MeasureDeps,
  { model }: WatchedModel,
  version: ModelVersion,
  mode: DriftMode,
): Promise<ModelReference> {
  const against = `what version ${version.version} was trained on`
  const digest = version.files[profileFile]
  const kept =
    digest === undefined
      ? undefined
      : (JSON.parse(new TextDecoder().decode(await deps.blobs.get(digest))) as ReferenceProfile)
  const set =
    version.trainingSetId === undefined
      ? undefined
      : await deps.trainingSets.find(version.trainingSetId)
  const part =
    set === undefined
      ? undefined
      : await readTrainingPart(deps, learnedView(model.view, version), set, 'train')
  const names = Object.keys(model.view.features)
  if (model.kind === 'forecast') return ofProfile(kept, names, against)
  const gone = version.signature.inputs.flatMap(({ name }) => (names.includes(name) ? [] : [name]))
  if (mode === 'evidently' && part !== undefined) {
    const rows = rowsOf(part, against)
    return { ...rows, inputs: withGone(part.features, kept, gone) }
  }
  const whole = part === undefined ? undefined : profileOf(part, against)
  return {
    against,
    inputs: kept === undefined ? whole?.inputs : onlyColumns(kept, [...names, ...gone]),
    predictions: kept === undefined ? undefined : onlyColumns(kept, ['prediction']),
    outcomes: whole?.outcomes,
    rows: part === undefined ? undefined : thinRows(part.features),
    of: part === undefined ? () => undefined : slicer(part, against, profileOf),
  }
}

/** A forecast has no training set: all that is known of what it learned from is its profile. */
function ofProfile(
  kept: ReferenceProfile | undefined,
  names: readonly string[],
  against: string,
): ModelReference {
  const known = (columns: readonly string[]) =>
    kept === undefined ? undefined : onlyColumns(kept, columns)
  return {
    against,
    inputs: known(names),
    predictions: known(['prediction']),
    outcomes: known(['outcome']),
    rows: undefined,
    of: () => undefined,
  }
}

/** What the version has learned from and its view has no more is told to be gone, though its rows can't be read. */
function withGone(
  rows: readonly InputColumn[],
  kept: ReferenceProfile | undefined,
  gone: readonly string[],
): DriftSide {
  const sketches = kept?.columns.filter(({ name }) => gone.includes(name)) ?? []
  return { columns: [...rows, ...sketches] }
}

/** The mode of Evidently compares rows with rows; of what the version said of them nothing is kept. */
function rowsOf(part: TrainingPart, against: string): ModelReference {
  const { features, label } = part
  return {
    against,
    inputs: { columns: features },
    predictions: undefined,
    outcomes: { columns: [{ name: 'outcome', kind: 'number', values: label }] },
    rows: thinRows(features),
    of: slicer(part, against, rowsOf),
  }
}

function profileOf({ features, label }: TrainingPart, against: string): ModelReference {
  return {
    against,
    inputs: profileColumns(features),
    predictions: undefined,
    outcomes: profileColumns([{ name: 'outcome', kind: 'number', values: label }]),
    rows: undefined,
    of: () => undefined,
  }
}

/** What is known of the rows of a slice, each made once. */
function slicer(
  part: TrainingPart,
  against: string,
  referenceOf: (rows: TrainingPart, words: string) => ModelReference,
): ModelReference['of'] {
  const made = new Map<string, ModelReference>()
  return (slice) => {
    const known = made.get(slice)
    if (known !== undefined) return known
    const [column = ''] = slice.split('=', 1)
    const values =
      part.keys[column] ?? part.features.find(({ name }) => name === column)?.values ?? []
    const places = [...values.keys()].filter((row) => sliceName(column, values[row]) === slice)
    const label = Float64Array.from(places, (row) => part.label[row] ?? Number.NaN)
    const features = part.features.map((one) => pickColumn(one, places))
    const own = referenceOf({ ...part, label, features }, `${against}, where ${slice}`)
    made.set(slice, own)
    return own
  }
}

function onlyColumns(
  profile: ReferenceProfile,
  names: readonly string[],
): ReferenceProfile | undefined {
  const columns = profile.columns.filter(({ name }) => names.includes(name))
  return columns.length === 0 ? undefined : { ...profile, columns }
}

/** How long before a window the rows are that it is compared with; 0 where it is compared with a version. */
export function lookBackMs({ reference }: Pick<Monitor, 'reference'>): number {
  return reference.kind === 'before' ? parseDuration(reference.length) : 0
}
