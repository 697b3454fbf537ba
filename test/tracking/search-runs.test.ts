import assert from 'node:assert/strict'
import { test } from 'node:test'
import { systemClock } from '../../src/base/index.ts'
import { sqlLoggedRunStore } from '../../src/tracking/index.ts'
import { searchRuns } from '../../src/tracking/experiments/search-runs.ts'
import { temporaryDatabase } from '../storage/temporary-database.ts'

const filters = [
  '',
  'metrics.loss < 0.3',
  'metrics.loss != 0.1',
  'NOT metrics.loss >= 0.3',
  "params.depth = '1' AND metrics.loss > 0",
  "params.depth = '2' OR tags.team LIKE 's%'",
  'tags.team IS NULL',
  'NOT tags.team IS NOT NULL',
  "datasets.name = 'tides'",
  "(metrics.loss < 0.3 OR NOT params.depth IN ('0', '2')) AND run_name != 'run 4'",
]

test('what fits many values is found like what fits few, in the same order', async (t) => {
  const session = await temporaryDatabase(t)
  const runs = sqlLoggedRunStore({ session, now: systemClock })
  for (let at = 0; at < 12; at += 1) {
    const start = { experimentId: '0', userName: 'ada', name: `run ${at}`, startMs: at >> 1 }
    const { id } = await runs.create({ ...start, tags: [] })
    const loss = at === 7 ? Number.NaN : (at % 5) / 10
    await runs.logBatch(id, {
      metrics: at === 3 ? [] : [{ key: 'loss', value: loss, atMs: 1, step: 0 }],
      params: [{ key: 'depth', value: String(at % 3) }],
      tags: at % 4 === 0 ? [{ key: 'team', value: 'sea' }] : [],
    })
    if (at % 6 === 1) {
      const dataset = { name: 'tides', digest: '1', sourceType: 'local', source: '', tags: [] }
      await runs.logInputs(id, { datasets: [dataset], models: [] })
    }
  }
  const counts: number[] = []
  for (const filter of filters) {
    for (const orderBy of [[], ['metrics.loss DESC'], ['params.depth']]) {
      const asked = { filter, orderBy, lifecycles: ['active' as const], limit: 100, offset: 0 }
      const byRun = await searchRuns(session.queries, asked, 1)
      const byValue = await searchRuns(session.queries, asked, 1000)
      assert.deepEqual(byRun, byValue, `${filter} by ${orderBy.join()}`)
      if (orderBy.length === 0) {
        counts.push(byRun.length)
        assert.equal(await runs.count(asked), byRun.length, filter)
      }
    }
  }
  assert.deepEqual(counts, [12, 7, 7, 9, 2, 6, 9, 9, 2, 8])
})
