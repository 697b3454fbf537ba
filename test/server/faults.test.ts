import assert from 'node:assert/strict'
import { once } from 'node:events'
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { connect, type Socket } from 'node:net'
import { test, type TestContext } from 'node:test'
import { digestOf } from '../../src/base/index.ts'
import { promoteVersion } from '../../src/registry/index.ts'
import { startServer, type RunningServer } from '../../src/server/index.ts'
import { findPrediction, listNewest } from '../../src/serving/index.ts'
import { refreshTides, startTides } from './tide-project.ts'

type Tides = Awaited<ReturnType<typeof startTides>>

const asked = JSON.stringify({ port: 'galway' })

function head(server: RunningServer, length: number | string = asked.length): string {
  return [
    'POST /services/tide/predict HTTP/1.1',
    `host: 127.0.0.1:${server.port}`,
    'content-type: application/json',
    `content-length: ${length}`,
    '\r\n',
  ].join('\r\n')
}

async function open(t: TestContext, server: RunningServer): Promise<Socket> {
  const socket = connect({ port: server.port, host: '127.0.0.1', allowHalfOpen: true })
  t.after(() => socket.destroy())
  await once(socket, 'connect')
  return socket
}

/** All that comes until the server ends it or the text has been seen. */
async function readUntil(socket: Socket, end = '\u0000'): Promise<string> {
  let text = ''
  for await (const part of socket) {
    text += String(part)
    if (text.includes(end)) return text
  }
  return text
}

function predict(server: RunningServer, body: string): Promise<Response> {
  const headers = { 'content-type': 'application/json' }
  return fetch(`${server.url}/services/tide/predict`, { method: 'POST', headers, body })
}

/** From now on a write to a file finds room for so many bytes only. */
function fillDisk(t: TestContext): { after: number } {
  const room = { after: Infinity }
  const { writeSync } = fs
  const write = (descriptor: number, bytes: Uint8Array, start: number, count: number): number => {
    if (room.after === 0) {
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' })
    }
    const written = writeSync(descriptor, bytes, start, Math.min(count, room.after))
    room.after -= written
    return written
  }
  t.mock.method(fs, 'writeSync', write)
  syncBuiltinESMExports()
  t.after(() => {
    t.mock.restoreAll()
    syncBuiltinESMExports()
  })
  return room
}

async function newestIds({ project }: Tides): Promise<string[]> {
  return (await listNewest(project, 'tide', 1000)).map(({ id }) => id)
}

/** As one that is to be registered. */
function withoutNumber<Numbered extends { readonly version: number }>(numbered: Numbered) {
  const { version: _version, ...rest } = numbered
  return rest
}

test('whatever is sent, in whatever way, is answered as it should be, or left', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)

  await t.test(
    'a body that does not come in time is refused, and holds nobody else up',
    async (t) => {
      const hasty = await startServer(server.project, { port: 0, bodyWithinMs: 400 })
      t.after(() => hasty.close())
      const slow = await open(t, hasty)
      slow.write(head(hasty) + asked.slice(0, 5))
      assert.equal((await predict(hasty, asked)).status, 200)
      const answer = await readUntil(slow)
      assert.match(answer, /^HTTP\/1\.1 408 /)
      assert.match(answer, /server\.bodyTooSlow/)
    },
  )

  await t.test('a client that says no more, but listens, is answered', async (t) => {
    const half = await open(t, server)
    half.end(head(server) + asked)
    assert.match(await readUntil(half, '"predictionId"'), /^HTTP\/1\.1 200 /)
  })

  await t.test('one that goes away in the middle of its body leaves nothing behind', async (t) => {
    const before = await newestIds(server)
    const gone = await open(t, server)
    gone.write(head(server, 1000) + asked)
    gone.destroy()
    const response = await predict(server, asked)
    assert.equal(response.status, 200)
    assert.equal((await newestIds(server)).length, before.length + 1)
  })

  await t.test('what is nested too deep, too long, or no row is told so', async (t) => {
    const deep = `${'{"port":'.repeat(20_000)}1${'}'.repeat(20_000)}`
    const bodies: Readonly<Record<string, number>> = {
      [deep]: 400,
      [`${'['.repeat(50_000)}${']'.repeat(50_000)}`]: 400,
      '{"port":NaN}': 400,
      '{"port":1e999}': 400,
      '{"port":"galway","__proto__":{"a":1}}': 400,
      '{"port":"galway","constructor":1}': 400,
      '"': 400,
      null: 400,
      '{"rows":[]}': 400,
      '{"rows":[{"port":"galway"}],"rows":[1]}': 400,
      '{"port":"\\ud800"}': 400,
      [JSON.stringify({ rows: Array.from({ length: 10_001 }, () => ({ port: 'galway' })) })]: 400,
    }
    for (const [body, status] of Object.entries(bodies)) {
      const response = await predict(server, body)
      assert.equal(response.status, status, body.slice(0, 60))
      assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/)
    }
    const huge = await open(t, server)
    huge.write(head(server, 1_000_000_000))
    assert.match(await readUntil(huge, 'bodyTooLarge'), /^HTTP\/1\.1 413 /)
  })

  await t.test(
    'a line that is no row for its length is told so, and what came before it is answered',
    async (t) => {
      const socket = await open(t, server)
      const line = `${asked}\n`
      const length = 50_000_000
      socket.write(
        head(server, length).replace('application/json', 'application/x-ndjson') +
          line +
          'x'.repeat(1_100_000),
      )
      const answer = await readUntil(socket, 'lineTooLong')
      assert.match(answer, /"predictionId"[^]*"problem"[^]*serving\.lineTooLong/)
    },
  )

  await t.test('a stretch of time that no calendar has is refused', async () => {
    const queries = [
      'window=9999999d',
      'reference=99999999999d',
      'window=36500d&count=12',
      'window=0d',
    ]
    for (const query of queries) {
      const { status } = await fetch(`${server.url}/api/v1/groups/almanac/statistics?${query}`)
      assert.equal(status, 400, query)
    }
  })

  await t.test('a method that nobody knows is the fault of who asks', async (t) => {
    for (const method of ['QUERY', 'PROPFIND', 'DELETE', 'TRACE']) {
      const socket = await open(t, server)
      socket.end(`${method} /api/v1/groups HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`)
      assert.match(await readUntil(socket), /^HTTP\/1\.1 4\d\d /, method)
    }
  })

  await t.test(
    'where the disk is full nothing is answered, nothing answered is lost, and it goes on when there is room',
    async (t) => {
      const told = async (response: Response) => ({
        status: response.status,
        ...((await response.json()) as {
          readonly code?: string
          readonly predictions?: readonly { readonly predictionId: string }[]
        }),
      })
      const answered: string[] = []
      const ask = async () => {
        const reply = await told(await predict(server, asked))
        answered.push(...(reply.predictions ?? []).map(({ predictionId }) => predictionId))
        return [reply.status, reply.code]
      }
      assert.deepEqual(await ask(), [200, undefined])
      const isFull = fillDisk(t)
      for (const bytes of [0, 40, 1]) {
        isFull.after = bytes
        const refused = await Promise.all([ask(), ask(), ask()])
        assert.deepEqual(
          refused,
          Array.from({ length: 3 }, () => [507, 'serving.journalNotWritable']),
        )
      }
      isFull.after = Infinity
      assert.deepEqual(await Promise.all([ask(), ask()]), [
        [200, undefined],
        [200, undefined],
      ])
      const kept = new Set(await newestIds(server))
      assert.deepEqual(
        answered.filter((id) => !kept.has(id)),
        [],
      )
      await server.services.compact()
      for (const id of answered)
        assert.equal(
          (await findPrediction(server.project, server.project.definition.models, id))?.id,
          id,
        )
    },
  )

  await t.test(
    'while versions change under load, no request fails, and each version answers',
    async () => {
      const { project } = server
      const [first] = await project.models.list('level')
      assert.ok(first !== undefined)
      const second = await project.models.insert({
        ...withoutNumber(first),
        contentDigest: digestOf('another'),
      })
      const versions = [second.version, first.version]
      const seen = new Map<number, number>()
      const over = new AbortController()
      const clients = Array.from({ length: 4 }, async () => {
        while (!over.signal.aborted) {
          const response = await predict(server, asked)
          assert.equal(response.status, 200)
          const { version } = (await response.json()) as { version: number }
          seen.set(version, (seen.get(version) ?? 0) + 1)
        }
      })
      for (let turn = 0; turn < 12; turn += 1) {
        const version = versions[turn % 2] ?? 1
        const change = { model: 'level', version, alias: 'champion', by: 'a test', gates: [] }
        await promoteVersion(project, change)
        await server.services.refresh()
        const before = seen.get(version) ?? 0
        while ((seen.get(version) ?? 0) < before + 5)
          await new Promise((resolve) => setImmediate(resolve))
      }
      over.abort()
      await Promise.all(clients)
      assert.equal(seen.size, 2)
    },
  )
})
