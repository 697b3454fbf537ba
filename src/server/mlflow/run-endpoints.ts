import { defaultExperiment, loggedRunStatuses } from '../../tracking/index.ts'
import type { MlflowEndpoint } from './endpoint.ts'
import { readTag } from './experiment-endpoints.ts'
import {
  findChoice,
  findText,
  findWhole,
  getText,
  listFields,
  listTexts,
  type Fields,
} from './fields.ts'
import { listed, toRunInfo, toRunMessage } from './messages.ts'
import { pageToken, readLifecycles, readPage } from './paging.ts'

const mostRuns = 50_000
const usualRuns = 1000

export const runEndpoints: readonly MlflowEndpoint[] = [
  {
    method: 'POST',
    path: '/runs/create',
    async answer({ runs }, fields) {
      const id = findText(fields, 'experiment_id') ?? ''
      const name = findText(fields, 'run_name')
      const startMs = findWhole(fields, 'start_time')
      const run = await runs.create({
        experimentId: id === '' ? String(defaultExperiment.number) : id,
        userName: findText(fields, 'user_id') ?? '',
        tags: listFields(fields, 'tags').map(readTag),
        ...(name === undefined ? {} : { name }),
        ...(startMs === undefined ? {} : { startMs }),
      })
      return { run: toRunMessage(run) }
    },
  },
  {
    method: 'GET',
    path: '/runs/get',
    answer: async ({ runs }, fields) => ({ run: toRunMessage(await runs.get(getRunId(fields))) }),
  },
  {
    method: 'POST',
    path: '/runs/update',
    async answer({ runs }, fields) {
      const status = findChoice(fields, 'status', loggedRunStatuses)
      const endMs = findWhole(fields, 'end_time')
      const name = findText(fields, 'run_name')
      const run = await runs.update(getRunId(fields), {
        ...(status === undefined ? {} : { status }),
        ...(endMs === undefined ? {} : { endMs }),
        ...(name === undefined ? {} : { name }),
      })
      return { run_info: toRunInfo(run) }
    },
  },
  {
    method: 'POST',
    path: '/runs/delete',
    async answer({ runs }, fields) {
      await runs.setLifecycle(getRunId(fields), 'deleted')
      return {}
    },
  },
  {
    method: 'POST',
    path: '/runs/restore',
    async answer({ runs }, fields) {
      await runs.setLifecycle(getRunId(fields), 'active')
      return {}
    },
  },
  {
    method: 'POST',
    path: '/runs/search',
    async answer({ runs }, fields) {
      const { items, nextOffset } = await runs.search({
        ...readPage(fields, { most: mostRuns, otherwise: usualRuns }),
        experimentIds: listTexts(fields, 'experiment_ids'),
        filter: findText(fields, 'filter') ?? '',
        orderBy: listTexts(fields, 'order_by'),
        lifecycles: readLifecycles(fields, 'run_view_type'),
      })
      return { runs: listed(items.map(toRunMessage)), next_page_token: pageToken(nextOffset) }
    },
  },
]

/** Clients send the id by its old name, too. */
export function getRunId(fields: Fields): string {
  const id = findText(fields, 'run_id') ?? ''
  return id === '' ? (findText(fields, 'run_uuid') ?? getText(fields, 'run_id')) : id
}
