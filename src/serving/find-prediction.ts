import { groupRelation, type CommitStore, type GroupDeps } from '../features/index.ts'
import { joinSql, sql, type Sql, type TableEngine } from '../table/index.ts'
import { servingErrors } from './errors.ts'
import type { PredictionBatch } from './prediction-batch.ts'
import { predictionsGroup, toPrediction } from './predictions-group.ts'
import type { Prediction } from './prediction.ts'
import { findAllInJournals, findInJournals, listNewest, type JournalDeps } from './read-journals.ts'
import type { ServedModel } from './served-model.ts'
import type { Service } from './service.ts'

export type StoredDeps = GroupDeps & { readonly engine: TableEngine }

/** A prediction by its id, wherever it is kept. */
export async function findPrediction(
  deps: StoredDeps & JournalDeps,
  models: readonly ServedModel[],
  id: string,
): Promise<Prediction | undefined> {
  // Journals first: what is moved to a group meanwhile is then found there.
  const journaled = await findInJournals(deps, id)
  if (journaled !== undefined) return journaled
  for (const model of models) {
    const [found] = await readStored(deps, model, sql`where "predictionId" = ${id} limit 1`)
    if (found !== undefined) return found
  }
  return undefined
}

/** Those of a model's predictions that there are, by id. */
export async function findPredictions(
  deps: StoredDeps & JournalDeps,
  model: ServedModel,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Prediction>> {
  if (ids.length === 0) return new Map()
  const found = new Map((await findAllInJournals(deps, ids)).map((one) => [String(one.id), one]))
  const missing = ids.filter((id) => !found.has(id))
  if (missing.length > 0) {
    const list = joinSql(
      missing.map((id) => sql`${id}`),
      ', ',
    )
    const stored = await readStored(deps, model, sql`where "predictionId" in (${list})`)
    for (const one of stored) found.set(one.id, one)
  }
  return new Map([...found].filter(([, { model: name }]) => name === model.name))
}

/** Throws `predictionNotFound`. */
export async function getPrediction(
  deps: StoredDeps & JournalDeps,
  models: readonly ServedModel[],
  id: string,
): Promise<Prediction> {
  const found = await findPrediction(deps, models, id)
  if (found === undefined) throw servingErrors.predictionNotFound({ id })
  return found
}

/** What a service has answered, and the batches of its model (its forecasts are), newest first. */
export async function newestPredictions(
  deps: StoredDeps & JournalDeps,
  service: Service,
  limit: number,
): Promise<Prediction[]> {
  const journaled = await listNewest(deps, service.name, limit)
  const stored = await readStored(
    deps,
    service.model,
    sql`where service = ${service.name} or origin = 'batch'
      order by "madeAt" desc, "at", "predictionId" limit ${limit}`,
  )
  // Between the commit and the end of its journal's file, a prediction is in both.
  const byId = new Map([...stored, ...journaled].map((one) => [one.id, one]))
  return [...byId.values()]
    .toSorted((a, b) => b.madeAt.getTime() - a.madeAt.getTime())
    .slice(0, limit)
}

/** The predictions of one batch that `predictBatch` made, by key and moment. */
export async function batchPredictions(
  deps: StoredDeps,
  model: ServedModel,
  batch: PredictionBatch,
): Promise<Prediction[]> {
  const commits: CommitStore = {
    ...deps.commits,
    list: async () => {
      const commit = await deps.commits.find(batch.commitId)
      return commit === undefined ? [] : [commit]
    },
  }
  const only = { ...deps, commits }
  return readStored(only, model, sql`where version = ${batch.version} order by all`)
}

async function readStored(deps: StoredDeps, model: ServedModel, rest: Sql): Promise<Prediction[]> {
  const { relation } = await groupRelation(deps, predictionsGroup(model))
  const rows = await deps.engine.rows(sql`select * from ${relation} ${rest}`)
  return rows.map((row) => toPrediction(model, row))
}
