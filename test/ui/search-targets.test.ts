import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DatasetsReply, GraphReply, RunsReply } from '../../src/api/index.ts'
import {
  findTargets,
  pageTargets,
  targetOfId,
  targetsOf,
} from '../../src/ui/shell/search-targets.ts'

const graph: GraphReply = {
  nodes: [
    { id: 'group/swells', kind: 'group', name: 'swells' },
    { id: 'model/surf-height', kind: 'model', name: 'surf-height' },
  ],
  edges: [],
}
const runs: RunsReply = {
  runs: Array.from({ length: 9 }, (_, index) => ({
    id: `run_${index}`,
    kind: 'training',
    name: 'surf-height',
    parentId: null,
    status: 'succeeded',
    startedAt: '2026-11-21T06:00:00.000Z',
    endedAt: null,
    reason: null,
    errorCode: null,
    metrics: {},
  })),
  runCount: 9,
}
const datasets: DatasetsReply = {
  datasets: [{ name: 'tide gauges', declared: false, versionCount: 0, latest: null }],
}
const all = [...pageTargets, ...targetsOf({ graph, runs, datasets })]

test('a definition is found by a part of its name, and before its runs', () => {
  assert.deepEqual(
    findTargets(all, 'Height').map(({ to }) => to),
    ['/models/surf-height', '/runs/run_0', '/runs/run_1', '/runs/run_2', '/runs/run_3'],
  )
})

test('pages are found by their names', () => {
  assert.deepEqual(
    findTargets(all, 'monit').map(({ to }) => to),
    ['/monitors'],
  )
})

test('a dataset is found by its name', () => {
  assert.deepEqual(
    findTargets(all, 'gauges').map(({ to }) => to),
    ['/data/datasets/tide%20gauges'],
  )
})

test('a pasted id leads to its page', () => {
  assert.equal(targetOfId('run_01kaj3v0z8m4x2q7c1')?.to, '/runs/run_01kaj3v0z8m4x2q7c1')
  assert.equal(targetOfId('chk_01kaj3v0z8m4x2q7c1')?.to, '/data/checks/chk_01kaj3v0z8m4x2q7c1')
  assert.equal(targetOfId('swells'), undefined)
})
