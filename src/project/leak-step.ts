import {
  checkRows,
  noFuture,
  noSharedKeys,
  noSharedRows,
  warn,
  type Check,
  type CheckTable,
} from '../data/index.ts'
import { featuresErrors, type TrainingSet } from '../features/index.ts'
import type { Step } from '../pipelines/index.ts'
import {
  float,
  ident,
  joinSql,
  parquetFiles,
  sql,
  timestamp,
  type Column,
  type Columns,
} from '../table/index.ts'
import type { Model } from '../training/index.ts'
import { checkScope } from './judge-dataset.ts'
import type { ProjectPorts } from './project-ports.ts'
import { settleChecks, type CheckedTable } from './settle-checks.ts'
import { defineStep, type TrainedVersion } from './steps.ts'

/**
 * Asks whether the held-out part of a model's training set tells of what it learns from: its keys where
 * `key` says so, and the future where the split is by time. Either fails the step as in `checkStep`. Rows
 * of the same features and label are but warned of: few features make many rows alike.
 */
export function leakStep(
  model: Model,
  options: {
    readonly trained: Step<TrainedVersion, ProjectPorts>
    /** That a key stands on one side only: right where the split is by groups of keys. */
    readonly key?: boolean
  },
): Step<CheckedTable, ProjectPorts> {
  const { trained, key = false } = options
  return defineStep<CheckedTable, { readonly trained: TrainedVersion }>({
    name: `leak-${model.name}`,
    summary: `Asks whether what ${model.name} is judged on is among what it learns from`,
    cache: 'never',
    inputs: { trained: trained.output },
    run: async ({ inputs, context }) => {
      const set = await context.deps.trainingSets.find(inputs.trained.trainingSet)
      if (set === undefined) {
        throw featuresErrors.trainingSetNotFound({ id: inputs.trained.trainingSet })
      }
      const report = await judgeSet(context.deps, model, set, key)
      const subject = { kind: 'table', name: set.view, state: String(set.version) } as const
      return settleChecks(context, { report, subject, state: set.digest })
    },
  })
}

async function judgeSet(deps: ProjectPorts, model: Model, set: TrainingSet, key: boolean) {
  const rows = parquetFiles([await deps.blobs.openPath(set.digest)])
  const columns = setColumns(model)
  const names = joinSql(Object.keys(columns).map(ident), ', ')
  const part = (name: 'train' | 'test') => sql`(select ${names} from ${rows} where _part = ${name})`
  return checkRows(deps.engine, part('test'), {
    table: `${set.view} v${set.version}`,
    columns,
    checks: leakChecks(model, set, { key, training: { name: 'the training part', columns } }),
    ...checkScope(deps),
    openTable: (_table, use) => use(part('train')),
  })
}

function leakChecks(
  { view }: Model,
  { split }: TrainingSet,
  { key, training }: { readonly key: boolean; readonly training: CheckTable<SetColumns> },
): Check[] {
  const values = ['_label', ...Object.keys(view.features).map(featureColumn)]
  return [
    ...(key ? [noSharedKeys(view.label.group.key, training)] : []),
    ...(split.kind === 'byTime' ? [noFuture('_at', training)] : []),
    warn(noSharedRows(values, training)),
  ]
}

type SetColumns = Columns & { readonly _at: Column<Date> }

function setColumns({ view }: Model): SetColumns {
  const { group } = view.label
  const features = Object.entries(view.features).map(([name, { type }]) => {
    return [featureColumn(name), { ...float({ optional: true }), type }] as const
  })
  const keys = group.key.map((name) => [name, group.columns[name] ?? float()] as const)
  return {
    ...Object.fromEntries(keys),
    _at: timestamp(),
    _label: float(),
    ...Object.fromEntries(features),
  }
}

function featureColumn(name: string): string {
  return `feature.${name}`
}
