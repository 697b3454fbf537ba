import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { deliverFlowers } from '../flowers/deliver.ts'
import { measureNames, varietyNames } from '../flowers/flower-columns.ts'
import { makeFlower, ranges } from '../flowers/make-flower.ts'

const measuredAt = new Date('2026-11-21')
const made = Array.from({ length: 6_000 }, (_, at) =>
  makeFlower('test', { flower: at + 1, measuredAt, drift: 0 }),
)

test('each variety comes as often, and its measures fill their ranges evenly', () => {
  for (const [place, name] of varietyNames.entries()) {
    const own = made.filter(({ variety }) => variety === place)
    // Four standard errors of a third of 6,000.
    assert.ok(Math.abs(own.length - 2_000) < 4 * 36.5, `${name}: ${own.length}`)
    for (const measure of measureNames) {
      const [least, most] = ranges[name][measure]
      const values = own.map((flower) => flower[measure])
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length
      assert.ok(Math.min(...values) >= least && Math.max(...values) <= most)
      const error = (most - least) / Math.sqrt(12 * own.length)
      assert.ok(Math.abs(mean - (least + most) / 2) < 4 * error, `${name}, ${measure}: ${mean}`)
    }
  }
})

test('drift makes petals larger and leaves the rest, the variety too', () => {
  for (const flower of made.slice(0, 50)) {
    const grown = makeFlower('test', { flower: flower.flower, measuredAt, drift: 1.5 })
    assert.deepEqual(grown, {
      ...flower,
      petalLength: Number((flower.petalLength + 1.5).toFixed(3)),
      petalWidth: Number((flower.petalWidth + 1.5).toFixed(3)),
    })
  }
})

async function emptyFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'iris-'))
  context.after(() => rm(folder, { recursive: true }))
  return folder
}

const options = { seed: 'x', dailyDays: 3, drift: 0, driftDays: 2 }

test('there are 150 flowers and one a day; what a flower was is told a day later', async (context) => {
  const folder = await emptyFolder(context)
  const now = new Date('2026-11-21T00:05:00Z')
  assert.equal(await deliverFlowers({ ...options, folder, now }), 153)
  const names = async (kind: string) => (await readdir(join(folder, kind))).toSorted()
  assert.deepEqual(await names('flowers'), [
    '2026-11-19.csv',
    '2026-11-20.csv',
    '2026-11-21.csv',
    'history.csv',
  ])
  assert.deepEqual(await names('varieties'), ['2026-11-19.csv', '2026-11-20.csv', 'history.csv'])
  assert.equal(await deliverFlowers({ ...options, folder, now }), 0)
})

test('a flower that was measured stays as it was, whatever the drift is set to later', async (context) => {
  const folder = await emptyFolder(context)
  const now = new Date('2026-11-21T00:05:00Z')
  await deliverFlowers({ ...options, folder, now })
  const read = (kind: string) => readFile(join(folder, kind, '2026-11-21.csv'), 'utf8')
  const before = await read('flowers')
  const next = new Date('2026-11-22T00:05:00Z')
  assert.equal(await deliverFlowers({ ...options, folder, now: next, drift: 1 }), 1)
  assert.equal(await read('flowers'), before)
  const told = await read('varieties')
  assert.match(told, new RegExp(`\n${before.trimEnd().split('\n')[1]},[012]\n$`))
})
