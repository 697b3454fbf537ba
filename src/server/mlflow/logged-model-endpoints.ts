import { loggedModelStatuses, type LoggedModel, type ModelPoint } from '../../tracking/index.ts'
import { listRunFolder } from './artifact-endpoints.ts'
import type { MlflowDeps, MlflowEndpoint } from './endpoint.ts'
import { readTag } from './experiment-endpoints.ts'
import {
  findBoolean,
  findChoice,
  findText,
  getText,
  listFields,
  listTexts,
  type Fields,
} from './fields.ts'
import { listed, toMetricMessage } from './messages.ts'
import { pageToken, readPage } from './paging.ts'

const mostModels = 1000
const usualModels = 50

/** What clients of MLflow 3 log as models: things of their own, beside their runs. */
export const loggedModelEndpoints: readonly MlflowEndpoint[] = [
  {
    method: 'POST',
    path: '/logged-models',
    async answer({ loggedModels }, fields) {
      const sourceRunId = findText(fields, 'source_run_id') ?? ''
      const modelType = findText(fields, 'model_type')
      const model = await loggedModels.create({
        experimentId: getText(fields, 'experiment_id'),
        name: findText(fields, 'name') ?? '',
        params: listFields(fields, 'params').map(readTag),
        tags: listFields(fields, 'tags').map(readTag),
        ...(sourceRunId === '' ? {} : { sourceRunId }),
        ...(modelType === undefined ? {} : { modelType }),
      })
      return { model: toModelMessage(model) }
    },
  },
  {
    method: 'POST',
    path: '/logged-models/search',
    async answer({ loggedModels }, fields) {
      const { items, nextOffset } = await loggedModels.search({
        ...readPage(fields, { most: mostModels, otherwise: usualModels }),
        experimentIds: listTexts(fields, 'experiment_ids'),
        filter: findText(fields, 'filter') ?? '',
        orderBy: listFields(fields, 'order_by').map((order) => ({
          fieldName: getText(order, 'field_name'),
          isAscending: findBoolean(order, 'ascending') ?? true,
        })),
        datasets: listFields(fields, 'datasets').map((dataset) => {
          const digest = findText(dataset, 'dataset_digest') ?? ''
          const name = getText(dataset, 'dataset_name')
          return { name, ...(digest === '' ? {} : { digest }) }
        }),
      })
      return { models: listed(items.map(toModelMessage)), next_page_token: pageToken(nextOffset) }
    },
  },
  {
    method: 'GET',
    path: '/logged-models/:model_id',
    async answer({ loggedModels }, fields) {
      return { model: toModelMessage(await loggedModels.get(getText(fields, 'model_id'))) }
    },
  },
  {
    method: 'PATCH',
    path: '/logged-models/:model_id',
    async answer({ loggedModels }, fields) {
      const id = getText(fields, 'model_id')
      const status = findChoice(fields, 'status', loggedModelStatuses)
      const model = await (status === undefined
        ? loggedModels.get(id)
        : loggedModels.setStatus(id, status))
      return { model: toModelMessage(model) }
    },
  },
  {
    method: 'DELETE',
    path: '/logged-models/:model_id',
    async answer({ loggedModels }, fields) {
      await loggedModels.remove(getText(fields, 'model_id'))
      return {}
    },
  },
  {
    method: 'PATCH',
    path: '/logged-models/:model_id/tags',
    async answer({ loggedModels }, fields) {
      const tags = listFields(fields, 'tags').map(readTag)
      const model = await loggedModels.setTags(getText(fields, 'model_id'), tags)
      return { model: toModelMessage(model) }
    },
  },
  {
    method: 'DELETE',
    path: '/logged-models/:model_id/tags/:tag_key',
    async answer({ loggedModels }, fields) {
      await loggedModels.deleteTag(getText(fields, 'model_id'), getText(fields, 'tag_key'))
      return {}
    },
  },
  {
    method: 'POST',
    path: '/logged-models/:model_id/params',
    async answer({ loggedModels }, fields) {
      const params = listFields(fields, 'params').map(readTag)
      await loggedModels.addParams(getText(fields, 'model_id'), params)
      return {}
    },
  },
  {
    method: 'GET',
    path: '/logged-models/:model_id/artifacts/directories',
    answer: listArtifacts,
  },
]

async function listArtifacts(deps: MlflowDeps, fields: Fields): Promise<object> {
  const { artifactUri } = await deps.loggedModels.get(getText(fields, 'model_id'))
  return listRunFolder(deps, artifactUri, findText(fields, 'artifact_directory_path') ?? '')
}

function toModelMessage(model: LoggedModel) {
  return {
    info: {
      model_id: model.id,
      experiment_id: model.experimentId,
      name: model.name,
      creation_timestamp_ms: model.createdMs,
      last_updated_timestamp_ms: model.updatedMs,
      artifact_uri: model.artifactUri,
      status: model.status,
      model_type: model.modelType,
      source_run_id: model.sourceRunId,
      status_message: model.statusMessage,
      tags: listed(model.tags),
    },
    data: {
      params: listed(model.params),
      metrics: listed(
        model.metrics.map((point: ModelPoint) => toMetricMessage(point, point.runId)),
      ),
    },
  }
}
