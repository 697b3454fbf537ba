import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mae, type RawRow } from '../../src/learn/index.ts'
import { withstandsMissing, withstandsNoise, type Evidence } from '../../src/registry/index.ts'

const rows: readonly RawRow[] = Array.from({ length: 200 }, (_, row) => ({
  height: row % 20,
  beach: row % 2 === 0 ? 'lahinch' : 'easkey',
}))
const truth = Float64Array.from(rows, ({ height }) => Number(height) + 1)

/** Off by 1 each time, and lost without a height. */
const evidence = {
  metrics: { mae: mae() },
  rows: { truth, first: (count: number) => rows.slice(0, count) },
  predict: async (asked: readonly RawRow[]) =>
    Promise.resolve(Float64Array.from(asked, ({ height = 0 }) => Number(height))),
} as unknown as Evidence

test('a missing column costs what the metric loses without the worst of them', async () => {
  assert.deepEqual(await withstandsMissing({ by: 0.1 }).judge(evidence), {
    gate: 'a missing column costs at most 10 %',
    held: false,
    found: '950 % worse (height: mae from 1 to 10.5)',
    wanted: '≤ 10 %',
  })
  assert.equal((await withstandsMissing({ by: 0, of: ['beach'] }).judge(evidence)).held, true)
})

test('a little noise costs a little', async () => {
  const found = await withstandsNoise({ share: 0.05, by: 0.2 }).judge(evidence)
  assert.equal(found.held, true)
  assert.match(found.found, /worse \(mae from 1 to /)
  assert.equal((await withstandsNoise({ share: 2, by: 0.2 }).judge(evidence)).held, false)
})

test('a feature that is not there is named', async () => {
  await assert.rejects(async () => withstandsNoise({ by: 0, of: ['hieght'] }).judge(evidence), {
    message: 'the rows have no feature "hieght", but height, beach',
  })
})
