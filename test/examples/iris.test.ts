import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test, type TestContext } from 'node:test'
import type { FullMonitorRun } from '../../src/monitoring/index.ts'
import { startExample } from '../browser/start-example.ts'
import { lookByHand } from './look-by-hand.ts'

const now = new Date('2026-11-21T09:00:00Z')
const dayMs = 86_400_000

/** The example as it stands after its first start, and what its monitor says of the last twenty days. */
async function watchFlowers(context: TestContext, assignments: readonly string[]) {
  const example = await startExample({ name: 'iris', assignments, now: () => now })
  context.after(() => example.close())
  const range = { from: new Date(now.getTime() - 50 * dayMs), to: now }
  const runs = await lookByHand(example.project, { kind: 'range', ...range })
  return { example, runs }
}

const statesOf = (runs: readonly FullMonitorRun[]) => new Set(runs.map(({ state }) => state))

test('irises that are left alone are told apart, and their monitor finds nothing', async (context) => {
  const { example, runs } = await watchFlowers(context, [])
  assert.equal(runs.length, 20)
  assert.deepEqual(statesOf(runs), new Set(['ok']))
  const page = readFileSync(example.page, 'utf8')
  assert.match(page, /How often it was right: \d+ of \d+/)
  const reply = await fetch(`${example.url}/services/iris/predict`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      flower: 1,
      sepalLength: 5,
      sepalWidth: 3.4,
      petalLength: 1.5,
      petalWidth: 0.4,
    }),
  })
  const { predictions } = (await reply.json()) as {
    predictions: { variety: number; name: string }[]
  }
  assert.deepEqual(
    predictions.map(({ variety, name }) => [variety, name]),
    [[0, 'Setosa']],
  )
})

test('petals that grow are noticed: in the data, and in what came true', async (context) => {
  const { runs } = await watchFlowers(context, ['drift=1.2'])
  const newest = runs.at(-1)
  const columns = newest?.drift.find(({ of }) => of === 'inputs')?.columns ?? []
  const drifted = columns.filter((column) => column.drifted).map(({ column }) => column)
  assert.deepEqual(drifted, ['petalLength', 'petalWidth'])
  assert.equal(newest?.state, 'critical')
  const broken = newest.verdicts.filter(({ state }) => state !== 'ok')
  assert.deepEqual(
    broken.map(({ series, state }) => [series, state]),
    [
      ['drifted inputs', 'warning'],
      ['classAccuracy', 'critical'],
    ],
  )
})
