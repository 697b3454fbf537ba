import type { LoggedDataset, LoggedPoint, RunModel } from '../../tracking/index.ts'
import type { MlflowEndpoint } from './endpoint.ts'
import { readTag } from './experiment-endpoints.ts'
import {
  findText,
  findWhole,
  getNumber,
  getText,
  innerFields,
  listFields,
  type Fields,
} from './fields.ts'
import { listed, toMetricMessage } from './messages.ts'
import { pageToken, readOffset, readPage } from './paging.ts'
import { getRunId } from './run-endpoints.ts'

const mostPoints = Number.MAX_SAFE_INTEGER

export const logEndpoints: readonly MlflowEndpoint[] = [
  {
    method: 'POST',
    path: '/runs/log-batch',
    bodyLimit: 1_000_000,
    async answer({ runs }, fields) {
      await runs.logBatch(getRunId(fields), {
        metrics: listFields(fields, 'metrics').map(readPoint),
        params: listFields(fields, 'params').map(readTag),
        tags: listFields(fields, 'tags').map(readTag),
      })
      return {}
    },
  },
  {
    method: 'POST',
    path: '/runs/log-metric',
    async answer({ runs }, fields) {
      await runs.logBatch(getRunId(fields), { metrics: [readPoint(fields)] })
      return {}
    },
  },
  {
    method: 'POST',
    path: '/runs/log-parameter',
    async answer({ runs }, fields) {
      await runs.logBatch(getRunId(fields), { params: [readTag(fields)] })
      return {}
    },
  },
  {
    method: 'POST',
    path: '/runs/set-tag',
    async answer({ runs }, fields) {
      await runs.logBatch(getRunId(fields), { tags: [readTag(fields)] })
      return {}
    },
  },
  {
    method: 'POST',
    path: '/runs/delete-tag',
    async answer({ runs }, fields) {
      await runs.deleteTag(getRunId(fields), getText(fields, 'key'))
      return {}
    },
  },
  {
    method: 'POST',
    path: '/runs/log-inputs',
    async answer({ runs }, fields) {
      await runs.logInputs(getRunId(fields), {
        datasets: listFields(fields, 'datasets').map(readDataset),
        models: listFields(fields, 'models').map(readModel),
      })
      return {}
    },
  },
  {
    method: 'POST',
    path: '/runs/outputs',
    async answer({ runs }, fields) {
      await runs.logOutputs(getRunId(fields), listFields(fields, 'models').map(readModel))
      return {}
    },
  },
  {
    method: 'POST',
    path: '/runs/log-model',
    async answer({ runs }, fields) {
      await runs.logModel(getRunId(fields), getText(fields, 'model_json'))
      return {}
    },
  },
  {
    method: 'GET',
    path: '/metrics/get-history',
    async answer({ runs }, fields) {
      const [id, key] = [getRunId(fields), getText(fields, 'metric_key')]
      const page =
        findWhole(fields, 'max_results') === undefined
          ? { limit: mostPoints, offset: readOffset(fields) }
          : readPage(fields, { most: mostPoints, otherwise: mostPoints })
      const { items, nextOffset } = await runs.listHistory(id, key, page)
      return {
        metrics: listed(items.map((point) => toMetricMessage(point, id))),
        next_page_token: pageToken(nextOffset),
      }
    },
  },
]

function readPoint(fields: Fields): LoggedPoint {
  const key = getText(fields, 'key')
  const value = getNumber(fields, 'value')
  const atMs = getNumber(fields, 'timestamp')
  const step = findWhole(fields, 'step') ?? 0
  const modelId = findText(fields, 'model_id') ?? ''
  const datasetName = findText(fields, 'dataset_name') ?? ''
  const datasetDigest = findText(fields, 'dataset_digest') ?? ''
  if (modelId === '' && datasetName === '') return { key, value, atMs, step }
  return {
    key,
    value,
    atMs,
    step,
    origin: {
      ...(modelId === '' ? {} : { modelId }),
      ...(datasetName === '' ? {} : { datasetName }),
      ...(datasetDigest === '' ? {} : { datasetDigest }),
    },
  }
}

function readDataset(fields: Fields): LoggedDataset {
  const dataset = innerFields(fields, 'dataset')
  const schema = findText(dataset, 'schema')
  const profile = findText(dataset, 'profile')
  return {
    name: getText(dataset, 'name'),
    digest: getText(dataset, 'digest'),
    sourceType: getText(dataset, 'source_type'),
    source: getText(dataset, 'source'),
    ...(schema === undefined ? {} : { schema }),
    ...(profile === undefined ? {} : { profile }),
    tags: listFields(fields, 'tags').map(readTag),
  }
}

function readModel(fields: Fields): RunModel {
  return { modelId: getText(fields, 'model_id'), step: findWhole(fields, 'step') ?? 0 }
}
