import type { TrainingSetStore } from '../features/index.ts'
import type { FittedModel } from '../learn/index.ts'
import { getVersion, readVersionFile, type ModelVersion } from '../registry/index.ts'
import type { ColumnSummary } from '../table/index.ts'
import { readFitted } from './class-shares.ts'
import type { ExplainDeps } from './explain-answer.ts'
import type { Service } from './service.ts'

/** What the training rows held of a field: what a form offers. */
export interface FieldRange {
  readonly name: string
  /** Of a number. */
  readonly low?: number
  readonly high?: number
  readonly typical?: number
  /** Of a text: the values that were seen, when they are few. */
  readonly values?: readonly string[]
  /** How much of what the model knows it owes to this field; 0 and more. */
  readonly importance: number
}

/** What a form needs of the version that a service answers with. */
export interface ServiceForm {
  readonly ranges: readonly FieldRange[]
  /** Rows that were held out from training. */
  readonly samples: readonly Readonly<Record<string, number | string | null>>[]
  readonly isExplained: boolean
}

export type FormDeps = ExplainDeps & { readonly trainingSets: TrainingSetStore }

const mostValues = 200

/** Reads from the training set and the files of a version what a form of its service offers. */
export async function readServiceForm(
  deps: FormDeps,
  service: Service,
  number: number,
): Promise<ServiceForm> {
  const version = await getVersion(deps.models, service.model.name, number)
  const [fitted, set] = await Promise.all([
    readFitted(deps, version),
    version.trainingSetId === undefined ? undefined : deps.trainingSets.find(version.trainingSetId),
  ])
  return {
    ranges: rangesOf(service, version, { fitted, statistics: set?.statistics ?? [] }),
    samples: await readSamples(deps, version),
    isExplained: version.files['explainer.json'] !== undefined,
  }
}

function rangesOf(
  { model }: Service,
  { details }: ModelVersion,
  known: {
    readonly fitted: FittedModel | undefined
    readonly statistics: readonly ColumnSummary[]
  },
): FieldRange[] {
  const summaries = new Map(known.statistics.map((summary) => [summary.name, summary]))
  const importances = new Map(details.importance.map((one) => [one.feature, one.importance]))
  return Object.keys(model.view.features).map((name) => {
    const { min, max, median } = summaries.get(`feature.${name}`) ?? {}
    const values = valuesOf(known.fitted, name)
    return {
      name,
      importance: Math.max(0, importances.get(name) ?? 0),
      ...(min === undefined || max === undefined ? {} : { low: min, high: max }),
      ...(median === undefined ? {} : { typical: median }),
      ...(values === undefined || values.length > mostValues ? {} : { values }),
    }
  })
}

function valuesOf(fitted: FittedModel | undefined, name: string): readonly string[] | undefined {
  const input = fitted?.inputs.find((one) => one.name === name)
  if (input?.kind !== 'category') return undefined
  const { encoder } = input
  return 'categories' in encoder ? encoder.categories : undefined
}

async function readSamples(
  deps: ExplainDeps,
  version: ModelVersion,
): Promise<ServiceForm['samples']> {
  if (version.files['example.json'] === undefined) return []
  const bytes = await readVersionFile(deps.blobs, version, 'example.json')
  const rows = JSON.parse(new TextDecoder().decode(bytes)) as readonly {
    readonly features: ServiceForm['samples'][number]
  }[]
  return rows.map(({ features }) => features)
}
