import type { ViewedRow } from '../features/index.ts'
import {
  askColumns,
  fitModel,
  measureRows,
  splitRows,
  type InputColumn,
  type Metric,
} from '../learn/index.ts'
import type { Model } from './model.ts'
import { groupsOf } from './row-groups.ts'

/** A model's metric, learned and judged on rows as some join makes them. */
export interface LeakWorth {
  readonly metric: string
  readonly better: Metric['better']
  readonly honest: number
  readonly byTime: number
  readonly newest: number
}

export interface JoinedRows {
  readonly honest: readonly ViewedRow[]
  readonly byTime: readonly ViewedRow[]
  readonly newest: readonly ViewedRow[]
}

/**
 * What taking values from the future would seem to be worth: the model's own learner learns from the
 * rows of each join and is judged on them, with the same split. What looks better than `honest` is what
 * no service would ever see again.
 */
export async function measureLeaks(model: Model, rows: JoinedRows): Promise<LeakWorth | undefined> {
  const [metric] = model.measure
  if (metric === undefined || rows.honest.length === 0) return undefined
  return {
    metric: metric.name,
    better: metric.better,
    honest: await measureOn(model, metric, rows.honest),
    byTime: await measureOn(model, metric, rows.byTime),
    newest: await measureOn(model, metric, rows.newest),
  }
}

async function measureOn(
  model: Model,
  metric: Metric,
  rows: readonly ViewedRow[],
): Promise<number> {
  const { key } = model.view.label.group
  const { train, test } = splitRows(model.split, {
    times: Float64Array.from(rows, ({ at }) => at.getTime()),
    labels: labelsOf(rows),
    columns: Object.fromEntries(key.map((name) => [name, rows.map((row) => row.key[name])])),
  })
  const learned = Array.from(train, (at) => rows[at]).filter((row) => row !== undefined)
  const judged = Array.from(test, (at) => rows[at]).filter((row) => row !== undefined)
  const fitted = await fitModel({
    learner: model.learner,
    encoders: model.encode,
    ...(model.combine === undefined ? {} : { combine: model.combine }),
    ...(model.labelScale === undefined ? {} : { labelScale: model.labelScale }),
    columns: columnsOf(model, learned),
    target: labelsOf(learned),
    seed: model.seed,
  })
  const features = columnsOf(model, judged)
  const keys = Object.fromEntries(key.map((name) => [name, judged.map((row) => row.key[name])]))
  const beside = groupsOf([metric], { keys, features })
  const said = askColumns(fitted, features, [metric])
  return measureRows(metric, { truth: labelsOf(judged), ...said, ...beside })
}

function labelsOf(rows: readonly ViewedRow[]): Float64Array {
  return Float64Array.from(rows, ({ label }) => label ?? Number.NaN)
}

function columnsOf(model: Model, rows: readonly ViewedRow[]): InputColumn[] {
  return Object.entries(model.view.features).map(([name, { type }]) => {
    const values = rows.map(({ features }) => features[name])
    if (type === 'text') {
      return { name, kind: 'category', values: values as readonly (string | undefined)[] }
    }
    return { name, kind: 'number', values: Float64Array.from(values as readonly number[]) }
  })
}
