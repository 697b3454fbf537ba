import assert from 'node:assert/strict'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { test, type TestContext } from 'node:test'
import { redisConnection } from '../../../src/features/index.ts'
import {
  answerStream,
  fsPredictionJournal,
  lineStream,
  listNewest,
  openService,
  redisStream,
  type StreamAdapter,
} from '../../../src/serving/index.ts'
import { redisServer } from '../../features/online/redis-server.ts'
import { promote, registerVersion, servedStore, surfService } from '../served-surf.ts'

async function openSurf(t: TestContext) {
  const store = await servedStore()
  t.after(() => store.close())
  await registerVersion(store, { offset: 0 })
  await promote(store, 1)
  const service = await openService(
    { ...store, journal: fsPredictionJournal(surfService, store) },
    surfService,
  )
  t.after(() => service.close())
  return { store, service }
}

const rows = ['{"beachId":"lahinch"}', '{"beachId":"malibu"}', 'torn {', '{"beachId":"easkey"}']
const never = new AbortController().signal

interface Said {
  readonly predictionId?: string
  readonly beachId?: string
  readonly problem?: { readonly code: string }
}

const codesOf = (lines: readonly string[]) =>
  lines.map((line) => {
    const { beachId, problem } = JSON.parse(line) as Said
    return beachId ?? problem?.code
  })
const wanted = ['lahinch', 'serving.rowDoesNotFit', 'serving.messageNotARow', 'easkey']

test('lines are answered by lines in order, and the same lines again by predictions of the same ids', async (t) => {
  const { service } = await openSurf(t)
  const run = async () => {
    const output = new PassThrough()
    const adapter = lineStream(Readable.from([Buffer.from(`${rows.join('\n')}\n`)]), output)
    const counts = await answerStream(service, adapter, { signal: never })
    output.end()
    return { counts, lines: (await text(output)).trim().split('\n') }
  }
  const first = await run()
  assert.deepEqual(first.counts, { answered: 2, problems: 2 })
  assert.deepEqual(codesOf(first.lines), wanted)
  const idsOf = (lines: readonly string[]) =>
    lines.map((line) => (JSON.parse(line) as Said).predictionId)
  assert.deepEqual(idsOf((await run()).lines), idsOf(first.lines))
})

test('a Redis stream is answered; what a consumer died with is answered by another, by the same id', async (t) => {
  const server = await redisServer(t)
  if (server === undefined) return t.skip('there is no redis-server')
  const { store, service } = await openSurf(t)
  const redis = redisConnection(server.url)
  t.after(() => redis.close())
  await redis.send(rows.map((row) => ['XADD', 'waves', '*', 'row', row]))
  const options = {
    url: server.url,
    from: 'waves',
    to: 'heights',
    group: 'g',
    blockMs: 10,
    idleMs: 0,
  }
  const dying = dyingBeforeItAnswers(redisStream(options))
  await assert.rejects(answerStream(service, dying, { signal: never }), { message: 'killed' })
  await dying.close()

  const stopping = new AbortController()
  const adapter = redisStream(options)
  const counts = await answerStream(service, adapter, {
    signal: stopping.signal,
    onProgress: ({ answered, problems }) => {
      if (answered + problems === rows.length) stopping.abort()
    },
  })
  await adapter.close()
  assert.deepEqual(counts, { answered: 2, problems: 2 })
  const [answers, pending] = await redis.send([
    ['XRANGE', 'heights', '-', '+'],
    ['XPENDING', 'waves', 'g'],
  ])
  const lines = (answers as string[][][]).map(([, fields]) => fields?.[3] ?? '')
  assert.deepEqual(codesOf(lines), wanted)
  assert.equal((pending as unknown[])[0], 0)
  const ids = (await listNewest(store, 'surf', 100)).map(({ id }) => id)
  assert.deepEqual([ids.length, new Set(ids).size], [4, 2])
})

/** Predicts, and ends before what it predicted is told. */
function dyingBeforeItAnswers(adapter: StreamAdapter): StreamAdapter {
  return { ...adapter, answer: () => Promise.reject(new Error('killed')) }
}

test('lines end where they are told to, though nothing came', async (t) => {
  const { service } = await openSurf(t)
  const stopping = new AbortController()
  const input = new PassThrough()
  const adapter = lineStream(input, new PassThrough())
  const answering = answerStream(service, adapter, { signal: stopping.signal })
  input.write('{"beachId":"lahinch"}\n')
  stopping.abort()
  assert.ok((await answering).problems === 0)
})
