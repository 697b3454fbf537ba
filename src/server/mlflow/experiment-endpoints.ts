import type { KeyValue } from '../../tracking/index.ts'
import type { MlflowEndpoint } from './endpoint.ts'
import { findText, getText, listFields, listTexts, type Fields } from './fields.ts'
import { listed, toExperimentMessage } from './messages.ts'
import { pageToken, readLifecycles, readPage } from './paging.ts'
import { assertStorageLocation } from './storage-location.ts'

const mostExperiments = 50_000

const search: MlflowEndpoint['answer'] = async ({ experiments }, fields) => {
  const { items, nextOffset } = await experiments.search({
    // Without a number MLflow refuses, too.
    ...readPage(fields, { most: mostExperiments, otherwise: 0 }),
    filter: findText(fields, 'filter') ?? '',
    orderBy: listTexts(fields, 'order_by'),
    lifecycles: readLifecycles(fields, 'view_type'),
  })
  return {
    experiments: listed(items.map(toExperimentMessage)),
    next_page_token: pageToken(nextOffset),
  }
}

export const experimentEndpoints: readonly MlflowEndpoint[] = [
  {
    method: 'POST',
    path: '/experiments/create',
    async answer({ experiments }, fields) {
      const name = getText(fields, 'name')
      const artifactLocation = findText(fields, 'artifact_location') ?? ''
      if (artifactLocation !== '') assertStorageLocation(artifactLocation)
      const id = await experiments.create({
        name,
        tags: listFields(fields, 'tags').map(readTag),
        ...(artifactLocation === '' ? {} : { artifactLocation }),
      })
      return { experiment_id: id }
    },
  },
  {
    method: 'GET',
    path: '/experiments/get',
    async answer({ experiments }, fields) {
      const experiment = await experiments.get(getText(fields, 'experiment_id'))
      return { experiment: toExperimentMessage(experiment) }
    },
  },
  {
    method: 'GET',
    path: '/experiments/get-by-name',
    async answer({ experiments }, fields) {
      const experiment = await experiments.getByName(getText(fields, 'experiment_name'))
      return { experiment: toExperimentMessage(experiment) }
    },
  },
  { method: 'POST', path: '/experiments/search', answer: search },
  { method: 'GET', path: '/experiments/search', answer: search },
  {
    method: 'POST',
    path: '/experiments/update',
    async answer({ experiments }, fields) {
      const id = getText(fields, 'experiment_id')
      const name = findText(fields, 'new_name')
      if (name !== undefined) await experiments.rename(id, name)
      return {}
    },
  },
  {
    method: 'POST',
    path: '/experiments/delete',
    async answer({ experiments }, fields) {
      await experiments.setLifecycle(getText(fields, 'experiment_id'), 'deleted')
      return {}
    },
  },
  {
    method: 'POST',
    path: '/experiments/restore',
    async answer({ experiments }, fields) {
      await experiments.setLifecycle(getText(fields, 'experiment_id'), 'active')
      return {}
    },
  },
  {
    method: 'POST',
    path: '/experiments/set-experiment-tag',
    async answer({ experiments }, fields) {
      await experiments.setTag(getText(fields, 'experiment_id'), readTag(fields))
      return {}
    },
  },
  {
    method: 'POST',
    path: '/experiments/delete-experiment-tag',
    async answer({ experiments }, fields) {
      await experiments.deleteTag(getText(fields, 'experiment_id'), getText(fields, 'key'))
      return {}
    },
  },
]

/** Of a tag or a parameter; one without a value has an empty one. */
export function readTag(fields: Fields): KeyValue {
  return { key: getText(fields, 'key'), value: findText(fields, 'value') ?? '' }
}
