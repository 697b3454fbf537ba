import type { Queries } from '../../storage/index.ts'
import { trackingErrors } from '../errors.ts'
import type { RunModel } from './logged-run.ts'
import { writeTags } from './write-params.ts'

/** Which models a run has read or made. */
export async function writeModels(
  queries: Queries,
  id: string,
  direction: 'input' | 'output',
  models: readonly RunModel[],
): Promise<void> {
  if (models.length === 0) return
  await queries
    .insertInto('logged_run_models')
    .values(models.map(({ modelId, step }) => ({ run_id: id, direction, model_id: modelId, step })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

const modelHistoryTag = 'mlflow.log-model.history'

/** The list may be longer than a tag of a client: cut off, it could not be read. */
export async function appendModel(queries: Queries, id: string, model: string): Promise<void> {
  const query = queries.selectFrom('logged_tags').select('value').where('run_id', '=', id)
  const row = await query.where('key', '=', modelHistoryTag).executeTakeFirst()
  const models = [...parseModels(row?.value ?? '[]'), ...parseModels(`[${model}]`)]
  await writeTags(queries, id, new Map([[modelHistoryTag, JSON.stringify(models)]]))
}

function parseModels(list: string): readonly unknown[] {
  try {
    return JSON.parse(list) as readonly unknown[]
  } catch (error) {
    throw trackingErrors.loggedValueWrong(
      { parameter: 'model_json', value: JSON.stringify(list.slice(0, 80)), problem: String(error) },
      error,
    )
  }
}
