import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  answerShares,
  defineService,
  openService,
  type Service,
} from '../../../src/serving/index.ts'
import { composedStore, houseKind, kinds, train } from './composed-store.ts'

test('a graph that was taken in tells how likely classes are, and its service says that it does', async (t) => {
  const store = await composedStore()
  t.after(() => store.close())
  await train(store, houseKind, { learner: kinds })
  const service: Service = defineService({ name: 'sizes', model: houseKind })
  const open = await openService({ ...store, journal: undefined }, service)
  const share = answerShares(store)

  async function ask() {
    const { version, predictions } = await share(
      service,
      await open.predict([{ rooms: 9, demand: 2 }]),
    )
    const [prediction] = predictions
    return {
      version,
      tells: open.tellsClasses(),
      shares: Object.values(prediction?.probabilities ?? {}),
    }
  }

  const trees = await ask()
  await train(store, houseKind, { learner: kinds, isGraph: true })
  await open.refresh()
  const graph = await ask()
  assert.deepEqual([trees.version, trees.tells, graph.version, graph.tells], [1, true, 2, true])
  assert.deepEqual([trees.shares.length, graph.shares.length], [3, 3])
  for (const [at, one] of graph.shares.entries()) {
    assert.ok(Math.abs(one - (trees.shares[at] ?? 0)) < 1e-6, `class ${at}`)
  }
})
