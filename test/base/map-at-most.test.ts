import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mapAtMost } from '../../src/base/index.ts'

test('results stand in the order of the items, however they end', async () => {
  const ends = [3, 1, 2].map(() => Promise.withResolvers<string>())
  const mapped = mapAtMost(3, [0, 1, 2], (at) => ends[at]?.promise ?? Promise.resolve(''))
  ends[2]?.resolve('c')
  ends[0]?.resolve('a')
  ends[1]?.resolve('b')
  assert.deepEqual(await mapped, ['a', 'b', 'c'])
  assert.deepEqual(await mapAtMost(3, [], () => Promise.resolve(1)), [])
})

test('no more than the limit are under way at once', async () => {
  let underWay = 0
  let most = 0
  const items = Array.from({ length: 20 }, (_, at) => at)
  await mapAtMost(4, items, async () => {
    underWay += 1
    most = Math.max(most, underWay)
    await new Promise(setImmediate)
    underWay -= 1
  })
  assert.equal(most, 4)
})

test('the first failure is the failure of all', async () => {
  const fail = (item: number) =>
    item === 2 ? Promise.reject(new Error('2 failed')) : Promise.resolve(item)
  await assert.rejects(mapAtMost(2, [1, 2, 3], fail), { message: '2 failed' })
})
