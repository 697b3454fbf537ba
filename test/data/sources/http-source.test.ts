import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { gunzipSync, gzipSync } from 'node:zlib'
import { secret } from '../../../src/base/index.ts'
import { httpSource } from '../../../src/data/index.ts'
import { httpGet } from '../../../src/data/sources/http-get.ts'
import { openHere, takeNew, temporarySources } from './source-store.ts'

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A server that gives each request the next of its answers, and the last of them for ever. */
async function serve(t: TestContext, ...answers: readonly [Answer, ...Answer[]]) {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    const answer = answers[Math.min(requests.length, answers.length) - 1]
    answer?.(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, requests }
}

const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    response.writeHead(code, headers).end()

const text =
  (body: string, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    response.writeHead(200, headers).end(body)

/** Promises all of the body and breaks off after a part of it. */
const breaksOff =
  (body: Buffer | string, after: number, headers: Record<string, string> = {}): Answer =>
  (_request, response) => {
    const length = String(Buffer.byteLength(body))
    response.writeHead(200, { ...headers, 'content-length': length })
    response.write(Buffer.from(body).subarray(0, after), () => response.destroy())
  }

/** Gives what is asked for from the range's begin on. */
const range =
  (body: Buffer | string, headers: Record<string, string> = {}): Answer =>
  (request, response) => {
    const bytes = Buffer.from(body)
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
    const about = {
      'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
      ...headers,
    }
    response.writeHead(206, { ...about, 'content-length': String(bytes.length - from) })
    response.end(bytes.subarray(from))
  }

const levels = { name: 'a.csv', stamp: undefined }

async function read(t: TestContext, source: Parameters<typeof httpSource>[0]) {
  const store = await temporarySources(t)
  const reader = await openHere(t, store, httpSource(source))
  const found = reader.read(levels)
  return { store, found, bytes: async () => bytesOf(await found) }
}

function bytesOf(found: Awaited<ReturnType<Awaited<ReturnType<typeof openHere>>['read']>>): Buffer {
  assert.ok(found?.content instanceof Uint8Array)
  return Buffer.from(found.content)
}

test('a single file is read by its URL, packed or not', async (t) => {
  const store = await temporarySources(t)
  const { url } = await serve(t, text('low'))
  const source = httpSource({ name: 'tides', url: `${url}/data/a%20b.csv?key=k` })
  const [taken] = await takeNew(store, source)
  assert.deepEqual([taken?.name, taken?.text], ['a b.csv', 'low'])
})

test('after 503 it is asked again, later each time, or when the server says', async (t) => {
  const { url, requests } = await serve(
    t,
    status(503),
    status(503),
    status(429, { 'retry-after': '7' }),
    status(503, { 'retry-after': 'Sun, 01 Mar 2026 12:00:05 GMT' }),
    text('low'),
  )
  const { store, bytes } = await read(t, {
    name: 'tides',
    url: `${url}/a.csv`,
    retry: { wait: '1s' },
  })
  assert.equal((await bytes()).toString(), 'low')
  assert.equal(requests.length, 5)
  assert.deepEqual(store.waits.slice(0, 3), [1000, 2000, 7000])
  const untilMs = Date.parse('2026-03-01T12:00:05Z') - store.now().getTime()
  assert.equal(store.waits[3], Math.min(Math.max(untilMs, 0), 120_000))
})

test('a status that is not to be retried is told at once, one that stays in the end', async (t) => {
  const gone = await serve(t, status(410))
  const first = await read(t, { name: 'tides', url: `${gone.url}/a.csv` })
  await assert.rejects(first.found, {
    code: 'data.sourceAnsweredBadly',
    message: `${gone.url}/a.csv answered with status 410.`,
  })
  const broken = await serve(t, status(503))
  const retry = { tries: 3, statuses: [503] }
  const second = await read(t, { name: 'tides', url: `${broken.url}/a.csv`, retry })
  await assert.rejects(second.found, { code: 'data.sourceAnsweredBadly' })
  assert.deepEqual([gone.requests.length, broken.requests.length], [1, 3])
})

test('an answer that breaks off is gone on with from there, if it is the same still', async (t) => {
  const body = randomBytes(300_000)
  const etag = { etag: '"v1"' }
  const { url, requests } = await serve(t, breaksOff(body, 100_000, etag), range(body, etag))
  const sha256 = createHash('sha256').update(body).digest('hex')
  const { bytes } = await read(t, { name: 'tides', url: `${url}/a.csv`, sha256 })
  assert.deepEqual(await bytes(), body)
  const [, second] = requests
  assert.match(second?.headers.range ?? '', /^bytes=[1-9]\d*-$/)
  assert.equal(second?.headers['if-range'], '"v1"')
})

test('an answer that broke off is begun anew where the server does not go on with it', async (t) => {
  const { url } = await serve(
    t,
    breaksOff('old content', 5, { etag: '"v1"' }),
    text('new content', { etag: '"v2"' }),
  )
  const { bytes } = await read(t, { name: 'tides', url: `${url}/a.csv` })
  assert.equal((await bytes()).toString(), 'new content')
})

test('a range that lies elsewhere than was asked is not pasted on', async (t) => {
  const lies: Answer = (_request, response) => {
    response.writeHead(206, { 'content-range': 'bytes 0-10/11', 'content-length': '11' })
    response.end('new content')
  }
  const { url } = await serve(t, breaksOff('old content', 5, { etag: '"v1"' }), lies)
  const { bytes } = await read(t, { name: 'tides', url: `${url}/a.csv` })
  assert.equal((await bytes()).toString(), 'new content')
})

test('what is larger than allowed is refused, by its length and by what comes', async (t) => {
  const told = await serve(t, text('x'.repeat(2000)))
  const untold = await serve(t, (_request, response) => {
    response.writeHead(200)
    response.write('x'.repeat(600))
    response.end('x'.repeat(600))
  })
  for (const { url, requests } of [told, untold]) {
    const { found } = await read(t, { name: 'tides', url: `${url}/a.csv`, maxBytes: 1000 })
    await assert.rejects(found, {
      code: 'data.sourceTooLarge',
      message: `${url}/a.csv is larger than 1,000 bytes, and was not read to its end.`,
    })
    assert.equal(requests.length, 1)
  }
})

test('content of another checksum is refused', async (t) => {
  const { url } = await serve(t, text('low'))
  const sha256 = 'a'.repeat(64)
  const { found } = await read(t, { name: 'tides', url: `${url}/a.csv`, sha256 })
  await assert.rejects(found, { code: 'data.sourceChecksumWrong', message: /expected/ })
})

test('a file that has not changed is not sent, and brings nothing', async (t) => {
  const store = await temporarySources(t)
  const conditional: Answer = (request, response) => {
    const isKnown = request.headers['if-none-match'] === '"v1"'
    response.writeHead(isKnown ? 304 : 200, { etag: '"v1"' }).end(isKnown ? undefined : 'low')
  }
  const { url, requests } = await serve(t, conditional)
  const source = httpSource({ name: 'tides', url: `${url}/a.csv` })
  assert.equal((await takeNew(store, source)).length, 1)
  assert.equal((await takeNew(store, source)).length, 0)
  assert.deepEqual(
    requests.map(({ headers }) => headers['if-none-match']),
    [undefined, '"v1"'],
  )
})

test('without a tag the time of the last change is asked by', async (t) => {
  const store = await temporarySources(t)
  const modified = 'Sun, 01 Mar 2026 12:00:00 GMT'
  const { url, requests } = await serve(t, text('low', { 'last-modified': modified }), status(304))
  const source = httpSource({ name: 'tides', url: `${url}/a.csv` })
  await takeNew(store, source)
  assert.deepEqual(await takeNew(store, source), [])
  assert.equal(requests[1]?.headers['if-modified-since'], modified)
})

test('a server that falls silent is left after the time for that', async (t) => {
  const silent: Answer = (_request, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('x')
  }
  const { url } = await serve(t, silent)
  const source = { name: 'tides', url: `${url}/a.csv`, timeout: '400ms' } as const
  const { found } = await read(t, { ...source, retry: { tries: 2 } })
  await assert.rejects(found, {
    code: 'data.sourceNotReadable',
    message: `Source tides can't be read at ${url}/a.csv: nothing came for 0.4 s.`,
  })
})

test('secrets go with the request, to their own server only, and stand in no error', async (t) => {
  const other = await serve(t, status(404))
  const { url, requests } = await serve(t, status(302, { location: `${other.url}/b.csv` }))
  const store = await temporarySources(t)
  store.environment['TIDES_TOKEN'] = 'planted-token'
  store.environment['TIDES_URL'] = `${url}/a.csv?signature=planted-signature`
  const source = httpSource({
    name: 'tides',
    url: secret('TIDES_URL'),
    headers: { authorization: ['Bearer ', secret('TIDES_TOKEN')], 'x-key': secret('TIDES_TOKEN') },
  })
  assert.doesNotMatch(JSON.stringify(source), /planted/)
  const reader = await openHere(t, store, source)
  await assert.rejects(reader.read(levels), (error: Error) => {
    assert.equal(error.message, 'the address in TIDES_URL answered with status 404.')
    return true
  })
  assert.equal(requests[0]?.headers.authorization, 'Bearer planted-token')
  assert.equal(requests[0].headers['x-key'], 'planted-token')
  assert.equal(other.requests[0]?.headers.authorization, undefined)
  assert.equal(other.requests[0]?.headers['x-key'], undefined)
})

test('a secret that is nowhere is named', async (t) => {
  const store = await temporarySources(t)
  const source = httpSource({ name: 'tides', url: secret('TIDES_URL') })
  await assert.rejects(openHere(t, store, source), {
    code: 'base.secretMissing',
    message: 'There is no variable TIDES_URL, which holds a secret.',
  })
})

test('what is too large for memory is brought to disk, also when it breaks off', async (t) => {
  const body = randomBytes(9_000_000)
  const etag = { etag: '"v1"' }
  const { url } = await serve(t, breaksOff(body, 8_500_000, etag), range(body, etag))
  const store = await temporarySources(t)
  const [large] = await takeNew(store, httpSource({ name: 'tides', url: `${url}/a.bin` }))
  assert.equal(large?.digest, createHash('sha256').update(body).digest('hex'))
  assert.equal(large?.sizeBytes, body.length)
})

const noDevFull = { skip: !existsSync('/dev/full') }

test(
  'what comes onto a full disk ends the load with that, and is not asked for again',
  noDevFull,
  async (t) => {
    const { url, requests } = await serve(t, text('x'.repeat(9_000_000)))
    const tools = { wait: async () => undefined, now: () => new Date('2026-03-01') }
    const got = httpGet(tools, {
      source: 'tides',
      url: new URL(`${url}/a.csv`),
      headers: {},
      place: url,
      stamp: undefined,
      sha256: undefined,
      maxBytes: 1e9,
      timeoutMs: 10_000,
      tries: 3,
      statuses: [],
      waitMs: 1,
      signal: t.signal,
      path: async () => '/dev/full',
    })
    await assert.rejects(got, {
      code: 'storage.noRoomLeft',
      message: 'The disk that holds /dev is full.',
    })
    assert.equal(requests.length, 1)
  },
)

test('a server that hangs up again and again in mid-body is outlasted, piece by piece', async (t) => {
  const body = randomBytes(12_000_000)
  const etag = { etag: '"v1"' }
  const part: Answer = (request, response) => {
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
    const about = {
      ...etag,
      'content-range': `bytes ${from}-${body.length - 1}/${body.length}`,
      'content-length': String(body.length - from),
    }
    response.writeHead(from === 0 ? 200 : 206, about)
    const some = body.subarray(from, from + 400_000)
    response.write(some, () => (from + some.length < body.length ? response.destroy() : undefined))
  }
  const { url, requests } = await serve(t, part)
  const store = await temporarySources(t)
  const source = httpSource({ name: 'tides', url: `${url}/a.bin`, retry: { tries: 500 } })
  const [large] = await takeNew(store, source)
  assert.equal(large?.digest, createHash('sha256').update(body).digest('hex'))
  assert.ok(requests.length >= 30)
})

test('a server that never comes to an end is given up after so many tries', async (t) => {
  const chunked: Answer = (_request, response) => {
    response.write(randomBytes(300_000), () => response.destroy())
  }
  const { url, requests } = await serve(t, chunked)
  const source = { name: 'tides', url: `${url}/a.csv`, retry: { tries: 40 } }
  const { found } = await read(t, source)
  await assert.rejects(found, {
    code: 'data.sourceNotReadable',
    message: `Source tides can't be read at ${url}/a.csv: the answer broke off.`,
  })
  assert.equal(requests.length, 40)
})

test('what a server packs on its way unasked is unpacked, a packed file is left packed', async (t) => {
  const packed = { 'content-encoding': 'gzip' }
  const content = gzipSync('low')
  const { url } = await serve(t, (_request, response) => {
    response.writeHead(200, { ...packed, 'content-length': content.length }).end(content)
  })
  const store = await temporarySources(t)
  const texts = ['a.csv', 'b.csv.gz'].map(async (name) => {
    const source = httpSource({ name: 'tides', url: `${url}/${name}` })
    return (await takeNew(store, source, { group: name }))[0]?.text
  })
  assert.deepEqual(await Promise.all(texts), ['low', 'low'])
})

test('a packed answer that breaks off is begun anew', async (t) => {
  const content = gzipSync(randomBytes(50_000).toString('hex'))
  const packed = { 'content-encoding': 'gzip', etag: '"v1"' }
  const { url, requests } = await serve(
    t,
    breaksOff(content, 20_000, packed),
    (_request, response) => response.writeHead(200, packed).end(content),
  )
  const { bytes } = await read(t, { name: 'tides', url: `${url}/a.csv` })
  assert.deepEqual(await bytes(), gunzipSync(content))
  assert.equal(requests[1]?.headers.range, undefined)
})
