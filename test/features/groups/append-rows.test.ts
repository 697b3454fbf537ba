import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { appendRows, defineGroup, newestRows } from '../../../src/features/index.ts'
import { float, integer, text, timestamp, type EngineRow } from '../../../src/table/index.ts'
import { noon, temporaryStore } from '../feature-store.ts'

const swells = defineGroup({
  name: 'swells',
  key: ['beachId'],
  time: 'hitsAt',
  columns: {
    beachId: text(),
    hitsAt: timestamp(),
    height: float(),
    count: integer({ optional: true }),
  },
})
const hitsAt = new Date('2026-03-02T00:00:00Z')
const swell = { beachId: 'lahinch', hitsAt, height: 1.5 }
const known = { runId: 'run_1', knownAt: new Date('2026-03-01T00:00:00Z') }

type Store = Awaited<ReturnType<typeof temporaryStore>>

async function openStore(t: TestContext): Promise<Store> {
  const store = await temporaryStore()
  t.after(store.close)
  return store
}

test('rows of a step are a commit of their own, known from the moment that it says', async (t) => {
  const store = await openStore(t)
  const later = { ...swell, hitsAt: new Date('2026-03-03T00:00:00Z'), count: 3 }
  const commit = await appendRows(store, swells, [later, swell], known)
  const { id, contentDigest, segments, ...told } = commit
  assert.match(id, /^com_/)
  assert.match(contentDigest, /^[0-9a-f]{64}$/)
  assert.deepEqual(
    segments.map(({ rowCount, oldestEventAt, newestEventAt }) => ({
      rowCount,
      oldestEventAt,
      newestEventAt,
    })),
    [{ rowCount: 2, oldestEventAt: hitsAt, newestEventAt: later.hitsAt }],
  )
  assert.deepEqual(told, {
    group: 'swells',
    kind: 'append',
    sequence: 1,
    committedAt: noon,
    runId: 'run_1',
    by: undefined,
    code: undefined,
    rowCount: 2,
    sizeBytes: segments[0]?.sizeBytes,
    oldestEventAt: hitsAt,
    newestEventAt: later.hitsAt,
    columns: swells.columns,
    arrival: { correctionCount: 0, lateCount: 0 },
    tellings: {
      repeatedCount: 0,
      ambiguousCount: 0,
      knownAfterMs: -86_400_000,
      isInOrder: false,
      knownFromMs: known.knownAt.getTime(),
      knownUntilMs: known.knownAt.getTime(),
      comparedThrough: 0,
    },
    statistics: [
      { name: 'beachId', missingCount: 0, distinctCount: 1 },
      { name: 'hitsAt', missingCount: 0, distinctCount: 2 },
      {
        name: 'height',
        missingCount: 0,
        distinctCount: 1,
        mean: 1.5,
        deviation: 0,
        min: 1.5,
        median: 1.5,
        max: 1.5,
      },
      { name: 'count', missingCount: 1, distinctCount: 1, mean: 3, min: 3, median: 3, max: 3 },
    ],
    checks: [],
  })
  const own = { _known_at: known.knownAt, _delivery: undefined }
  assert.deepEqual(await newestRows(store, swells, 9), [
    { ...later, ...own },
    { ...swell, count: undefined, ...own },
  ])
})

test('equal rows are the same segment, in whatever order they come', async (t) => {
  const store = await openStore(t)
  const rows = [1, 3, 2].map((height) => ({ ...swell, beachId: `beach ${height}`, height }))
  const one = await appendRows(store, swells, rows, known)
  const other = await appendRows(store, swells, rows.toReversed(), known)
  assert.deepEqual(other.segments, one.segments)
  assert.equal(other.contentDigest, one.contentDigest)
  assert.deepEqual([one.sequence, other.sequence], [1, 2])
})

test('a row that is not of the group’s columns comes in from no step', async (t) => {
  const store = await openStore(t)
  const wrong: readonly (readonly [EngineRow, string])[] = [
    [{ ...swell, height: Number.NaN }, 'column "height" should be of type float, but is NaN'],
    [{ ...swell, height: undefined }, 'column "height" should be of type float, but is absent'],
    [{ ...swell, height: '1.5' }, 'column "height" should be of type float, but is "1.5"'],
    [{ ...swell, count: 1.5 }, 'column "count" should be of type integer, but is 1.5'],
    [{ ...swell, period: 9 }, 'column "period" is not declared'],
  ]
  for (const [row, fault] of wrong) {
    await assert.rejects(appendRows(store, swells, [swell, row as typeof swell], known), {
      name: 'TypeError',
      message: `Row 2 for group swells: ${fault}.`,
    })
  }
  assert.deepEqual(await store.commits.list('swells'), [])
})

test('no rows are no commit', async (t) => {
  const store = await openStore(t)
  await assert.rejects(appendRows(store, swells, [], known), {
    name: 'TypeError',
    message: 'There are no rows to append to group swells.',
  })
})
