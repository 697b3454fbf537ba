import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inTurns } from '../../src/base/index.ts'

/** Works that say when they begin and when their turn comes, and end when they are told to. */
function works(count: number) {
  const heard: string[] = []
  const ends = Array.from({ length: count }, () => Promise.withResolvers<void>())
  async function work(at: number, turn: Promise<void>): Promise<number> {
    heard.push(`begin ${at}`)
    await ends[at]?.promise
    heard.push(`ready ${at}`)
    await turn
    heard.push(`done ${at}`)
    return at
  }
  return { heard, ends, work, items: ends.keys() }
}

const settle = () => new Promise(setImmediate)

test('what is ready early waits for its turn, and no more are under way than may be', async () => {
  const { heard, ends, work, items } = works(3)
  const all = inTurns(2, items, work)
  await settle()
  ends[1]?.resolve()
  await settle()
  assert.deepEqual(heard, ['begin 0', 'begin 1', 'ready 1'])
  ends[0]?.resolve()
  ends[2]?.resolve()
  assert.deepEqual(await all, [0, 1, 2])
  assert.deepEqual(heard.slice(3), ['ready 0', 'done 0', 'done 1', 'begin 2', 'ready 2', 'done 2'])
})

test('after a failure the turn of what was begun fails with it, and nothing else is begun', async () => {
  const { heard, ends, work, items } = works(4)
  const all = inTurns(2, items, work)
  await settle()
  ends[1]?.resolve()
  ends[0]?.reject(new Error('0 failed'))
  await assert.rejects(all, { message: '0 failed' })
  assert.deepEqual(heard, ['begin 0', 'begin 1', 'ready 1'])
})

test('what was begun before a failure ends well, and the failure waits for it', async () => {
  const { heard, ends, work, items } = works(4)
  const all = inTurns(2, items, work)
  await settle()
  ends[1]?.reject(new Error('1 failed'))
  await settle()
  ends[0]?.resolve()
  await assert.rejects(all, { message: '1 failed' })
  assert.deepEqual(heard, ['begin 0', 'begin 1', 'ready 0', 'done 0'])
})

test('where no more items can be had, those under way end well first', async () => {
  const { heard, ends, work } = works(1)
  async function* items(): AsyncGenerator<number> {
    yield 0
    await Promise.reject(new Error('no more'))
  }
  const all = inTurns(2, items(), work)
  await settle()
  ends[0]?.resolve()
  await assert.rejects(all, { message: 'no more' })
  assert.deepEqual(heard, ['begin 0', 'ready 0', 'done 0'])
})

test('of several failures the first in order is told', async () => {
  const { ends, work, items } = works(2)
  const all = inTurns(5, items, work)
  ends[0]?.reject(new Error('0 failed'))
  ends[1]?.reject(new Error('1 failed'))
  await assert.rejects(all, { message: '0 failed' })
  assert.deepEqual(await inTurns(3, [], work), [])
})
