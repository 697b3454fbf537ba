import { checkRows, noLeak, warn, type Severity } from '../data/index.ts'
import type { Step } from '../pipelines/index.ts'
import {
  float,
  ident,
  joinSql,
  parquetFiles,
  sql,
  timestamp,
  type Columns,
} from '../table/index.ts'
import type { Model } from '../training/index.ts'
import { checkScope } from './judge-dataset.ts'
import type { ProjectPorts } from './project-ports.ts'
import { settleChecks, type CheckedTable } from './settle-checks.ts'
import { defineStep, type TrainedVersion } from './steps.ts'

/**
 * Asks whether the held-out part of a model's training set tells of what it learns from: whole rows, keys
 * where `key` says so, and time where the split is one by time. Fails as `checkStep` does.
 */
export function leakStep(
  model: Model,
  options: {
    readonly trained: Step<TrainedVersion, ProjectPorts>
    /** That a key stands on one side only: right where the split is by groups of keys. */
    readonly key?: boolean
    readonly severity?: Extract<Severity, 'refuse' | 'warn'>
  },
): Step<CheckedTable, ProjectPorts> {
  const { trained, key = false, severity = 'refuse' } = options
  return defineStep<CheckedTable, { readonly trained: TrainedVersion }>({
    name: `leak-${model.name}`,
    summary: `Asks whether what ${model.name} is judged on is among what it learns from`,
    cache: 'never',
    inputs: { trained: trained.output },
    run: async ({ inputs, context }) => {
      const { deps } = context
      const set = await deps.trainingSets.find(inputs.trained.trainingSet)
      if (set === undefined) throw new Error(`Training set ${inputs.trained.trainingSet} is gone.`)
      const rows = parquetFiles([await deps.blobs.openPath(set.digest)])
      const columns = setColumns(model)
      const names = joinSql(Object.keys(columns).map(ident), ', ')
      const part = (name: 'train' | 'test') =>
        sql`(select ${names} from ${rows} where _part = ${name})`
      const training = { name: 'the training part', columns }
      const checks = noLeak(training, {
        ...(key ? { key: model.view.label.group.key } : {}),
        ...(set.split.kind === 'byTime' ? { time: '_at' } : {}),
      }).map((check) => (severity === 'warn' ? warn(check) : check))
      const table = `${set.view} v${set.version}`
      const report = await checkRows(deps.engine, part('test'), {
        table,
        columns,
        checks,
        ...checkScope(deps),
        openTable: (_table, use) => use(part('train')),
      })
      return settleChecks(context, {
        report,
        subject: { kind: 'table', name: set.view, state: String(set.version) },
        state: set.digest,
      })
    },
  })
}

function setColumns({ view }: Model): Columns {
  const { group } = view.label
  return {
    ...Object.fromEntries(group.key.map((name) => [name, group.columns[name] ?? float()])),
    _at: timestamp(),
    _label: float(),
    ...Object.fromEntries(
      Object.entries(view.features).map(([name, { type }]) => [
        `feature.${name}`,
        { ...float(), type },
      ]),
    ),
  }
}
