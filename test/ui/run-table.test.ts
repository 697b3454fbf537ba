import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RunTableReply } from '../../src/api/index.ts'
import { arrangeRows, meanOf, type RunRow } from '../../src/ui/pages/runs/table/arrange-rows.ts'
import { comparedOf, tellsApart } from '../../src/ui/pages/runs/compare/compared-run.ts'
import { parallelScale } from '../../src/ui/pages/runs/compare/parallel-scale.ts'
import { columnsOf, usualColumns } from '../../src/ui/pages/runs/table/run-columns.ts'

const reply: RunTableReply = {
  runs: {
    ids: ['a', 'b', 'c', 'd'],
    names: ['otter', 'reef 10', 'reef 9', 'tern'],
    kinds: ['logged', 'logged', 'logged', 'logged'],
    statuses: ['succeeded', 'failed', 'succeeded', 'open'],
    experiments: ['tides', 'tides', 'tides', 'tides'],
    users: ['', '', '', ''],
    parents: [null, null, 'a', null],
    startedMs: [4000, 3000, 2000, 1000],
    endedMs: [5000, 3500, 2100, null],
  },
  metrics: [{ name: 'loss', places: [0, 1, 2], values: [0.5, null, 0.25] }],
  params: [
    { name: 'depth', places: null, values: ['3', '10', '3', '10'] },
    { name: 'seed', places: [0, 1], values: ['7', '7x'] },
  ],
  tags: [],
  isCut: false,
}

const columns = columnsOf(reply)
const column = (id: string) => columns.get(id) ?? assert.fail(`no column ${id}`)

function seen(rows: readonly RunRow[]) {
  return rows.map((row) =>
    row.kind === 'group'
      ? `${row.title}:`
      : `${row.isPinned ? '!' : ''}${reply.runs.ids[row.place]}`,
  )
}

const plain = { pinned: new Set<number>(), folded: new Set<string>() }

test('a column holds what each run has of it, numbers where all are', () => {
  assert.deepEqual(column('m.loss').values, [0.5, null, 0.25, null])
  assert.deepEqual(column('p.depth').values, [3, 10, 3, 10])
  assert.deepEqual(column('p.seed').values, ['7', '7x', null, null])
  assert.deepEqual(column('took').values, [1000, 500, 100, null])
})

test('what runs have in common is not among the usual columns', () => {
  assert.deepEqual(usualColumns(columns), [
    'state',
    'started',
    'took',
    'm.loss',
    'p.depth',
    'p.seed',
  ])
})

test('runs are sorted by a column, what has no value last whichever way', () => {
  const sort = (id: string, isDown: boolean) =>
    seen(arrangeRows(4, { ...plain, sort: { column: column(id), isDown } }))
  assert.deepEqual(sort('m.loss', false), ['c', 'a', 'b', 'd'])
  assert.deepEqual(sort('m.loss', true), ['a', 'c', 'b', 'd'])
  assert.deepEqual(sort('name', false), ['a', 'c', 'b', 'd'])
})

test('pinned runs stay on top, the others stand in their groups; a folded one shows its head', () => {
  const rows = arrangeRows(4, {
    group: column('p.depth'),
    pinned: new Set([3]),
    folded: new Set(['10']),
  })
  assert.deepEqual(seen(rows), ['!d', '3:', 'a', 'c', '10:'])
  assert.equal(meanOf(column('m.loss'), [0, 2, 3]), 0.375)
  assert.equal(meanOf(column('m.loss'), [3]), null)
})

test('compared runs keep the order of the address, and names of their own', () => {
  const twice = { ...reply, runs: { ...reply.runs, names: ['otter', 'otter', 'reef', 'tern'] } }
  const { runs } = comparedOf(twice, ['b', 'gone', 'a', 'c'])
  assert.deepEqual(
    runs.map(({ name, place }) => [name, place]),
    [
      ['otter (1)', 1],
      ['otter (2)', 0],
      ['reef', 2],
    ],
  )
  assert.equal(tellsApart(column('p.depth'), runs), true)
  assert.equal(tellsApart(column('p.depth'), runs.slice(1)), false)
})

test('an axis goes by size, by logarithm where values span hundreds, or lists texts', () => {
  const axis = (values: readonly (string | number | null)[]) => {
    const { placeOf, ticks } = parallelScale(
      { ...column('p.depth'), values },
      values.map((_, place) => place),
    )
    return [values.map((value) => placeOf(value)), ticks.map(({ label }) => label)]
  }
  assert.deepEqual(axis([1, 3, 2, null]), [
    [0, 1, 0.5, undefined],
    ['1', '2', '3'],
  ])
  assert.deepEqual(axis([0.001, 0.1, 10])[1], ['0.001', '0.1', '10'])
  assert.deepEqual(axis([7, 7]), [[0.5, 0.5], ['7']])
  assert.deepEqual(axis(['sgd', 'adam', 'sgd']), [
    [1, 0, 1],
    ['adam', 'sgd'],
  ])
})
