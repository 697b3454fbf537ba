import assert from 'node:assert/strict'
import { test } from 'node:test'
import { admission } from '../../src/serving/admission.ts'
import { defineService } from '../../src/serving/index.ts'
import { rateLimit } from '../../src/serving/rate-limit.ts'
import { surfHeight } from './served-surf.ts'

/** Work that ends when it is told to. */
function held(name: string, begun: string[]) {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const begin = () => {
    begun.push(name)
    return promise
  }
  return { begin, end: () => resolve(name), fail: () => reject(new Error(name)) }
}

test('so many are worked on at once, others wait for their turn in order, and what is beyond is refused', async () => {
  const admitted = admission('surf', { concurrent: 2, waiting: 2 })
  const begun: string[] = []
  const works = ['a', 'b', 'c', 'd', 'e'].map((name) => held(name, begun))
  const answers = works.map(({ begin }) => admitted.run(begin))
  await assert.rejects(answers[4] ?? Promise.resolve(), {
    code: 'serving.tooBusy',
    message: 'Service surf has more to answer than it can: 2 requests wait for their turn.',
  })
  assert.deepEqual(begun, ['a', 'b'])
  works[1]?.fail()
  await assert.rejects(answers[1] ?? Promise.resolve(), { message: 'b' })
  works[0]?.end()
  assert.equal(await answers[0], 'a')
  works[2]?.end()
  works[3]?.end()
  assert.deepEqual([await answers[2], await answers[3]], ['c', 'd'])
  assert.deepEqual(begun, ['a', 'b', 'c', 'd'])
  assert.equal(await admitted.run(() => Promise.resolve('f')), 'f')
})

test('what is late is told so; where it only waited, it is never worked on, and its place is free', async () => {
  const admitted = admission('surf', { concurrent: 1, waiting: 1 })
  const begun: string[] = []
  const [slow, never, next] = [held('slow', begun), held('never', begun), held('next', begun)]
  const first = admitted.run(slow.begin, { withinMs: 60_000 })
  const late = { code: 'serving.tooLate', message: 'Service surf has not answered within 1 ms.' }
  await assert.rejects(admitted.run(never.begin, { withinMs: 1 }), late)
  const third = admitted.run(next.begin)
  slow.end()
  next.end()
  assert.deepEqual([await first, await third, begun], ['slow', 'next', ['slow', 'next']])
})

test('a client asks so often on average, so many times at once, and others are not held up by it', () => {
  const wait = rateLimit({ perSecond: 2, burst: 3 })
  const asked = (client: string, atMs: number) => wait(client, atMs)
  assert.deepEqual(
    [0, 0, 0, 0].map((at) => asked('a', at)),
    [0, 0, 0, 500],
  )
  assert.equal(asked('b', 0), 0)
  assert.deepEqual([asked('a', 499) > 0, asked('a', 500), asked('a', 500)], [true, 0, 500])
  // However long it rests, it has no more at once.
  assert.deepEqual(
    [9e6, 9e6, 9e6, 9e6].map((at) => asked('a', at)),
    [0, 0, 0, 500],
  )
})

test('of ten thousand clients those that have not asked lately are forgotten', () => {
  const wait = rateLimit({ perSecond: 1, burst: 1 })
  for (let client = 0; client < 10_000; client += 1) wait(`old-${client}`, 0)
  wait('new', 5000)
  assert.deepEqual([wait('old-1', 5000), wait('new', 5000)], [0, 1000])
})

test('a client that asks too often is refused before others wait for it', async () => {
  const admitted = admission('surf', { perClient: { perSecond: 0.001, burst: 1 } })
  const ask = (client: string) => admitted.run(() => Promise.resolve(client), { client })
  assert.deepEqual([await ask('a'), await ask('b')], ['a', 'b'])
  await assert.rejects(ask('a'), { code: 'serving.tooManyRequests' })
})

test('where another process counts for all, a client waits for its word, and what is late is never worked on', async () => {
  const said: ((waitMs: number) => void)[] = []
  const waits = {
    isElsewhere: true,
    of: () => new Promise<number>((resolve) => said.push(resolve)),
  }
  const admitted = admission('surf', { perClient: { perSecond: 1 } }, waits)
  const begun: string[] = []
  const ask = (name: string, withinMs?: number) =>
    admitted.run(held(name, begun).begin, {
      client: 'a',
      ...(withinMs === undefined ? {} : { withinMs }),
    })
  assert.equal(admitted.enter('a'), undefined)
  const [late, refused] = [ask('late', 1), ask('refused')]
  await assert.rejects(late, { code: 'serving.tooLate' })
  const works = held('worked', begun)
  const worked = admitted.run(works.begin, { client: 'a' })
  said[0]?.(0)
  said[1]?.(2000)
  said[2]?.(0)
  await assert.rejects(refused, { code: 'serving.tooManyRequests' })
  works.end()
  assert.deepEqual([await worked, begun, said.length], ['worked', ['worked'], 3])
})

test('limits that let nothing through are refused where they are declared', () => {
  const define = (limits: object) => () =>
    defineService({ name: 'surf', model: surfHeight, limits })
  const wrong = { code: 'serving.wrongLimits' }
  assert.throws(define({ concurrent: 0 }), wrong)
  assert.throws(define({ waiting: -1 }), wrong)
  assert.throws(define({ perClient: { perSecond: 0 } }), wrong)
  assert.throws(define({ within: 'soon' }), { code: 'base.notADuration' })
  assert.doesNotThrow(define({ concurrent: 1, waiting: 0, within: '2s' }))
})
