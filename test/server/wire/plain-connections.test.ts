import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { after, before, test, type TestContext } from 'node:test'
import {
  answerPlainly,
  type PlainReply,
  type PlainRequest,
} from '../../../src/server/wire/plain-connections.ts'
import { replyOf, replyStart } from '../../../src/server/wire/plain-reply.ts'

const ending = new AbortController()
const start = replyStart({ status: 200, headers: { 'x-way': 'plain' }, keepMs: 60_000 })

/** What is released too early would not be read as it was. */
function answer({ body, path }: PlainRequest): PlainReply | Promise<PlainReply> {
  const bytes = replyOf(start, Buffer.concat([Buffer.from('plain '), body]))
  const reply = { bytes, release: () => bytes.fill(0) }
  return path === '/later' ? new Promise((resolve) => setImmediate(resolve, reply)) : reply
}

/** Says that it was asked the usual way, and with what. */
const server = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    response.setHeader('x-way', 'usual')
    response.end(`usual ${request.method} ${request.url} ${Buffer.concat(parts).toString()}`)
  })
})

before(async () => {
  const answers = (path: string) => path === '/now' || path === '/later'
  answerPlainly(server, { answers, answer, idleMs: 60_000, ending: ending.signal })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})

after(() => server.close())

const { stringify } = JSON

interface Head {
  readonly path?: string
  readonly first?: string
  readonly more?: readonly string[]
  readonly length?: number | string
  readonly end?: string
}

function request(body: string, head: Head = {}): string {
  const { path = '/now', end = '\r\n', length = Buffer.byteLength(body), more = [] } = head
  const { first = `POST ${path} HTTP/1.1` } = head
  const lines = [first, 'Host: a:1', 'Content-Type: application/json', `Content-Length: ${length}`]
  return [...lines, ...more, '', ''].join(end) + body
}

async function open(t: TestContext): Promise<Socket> {
  const { port } = server.address() as AddressInfo
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  t.after(() => socket.destroy())
  socket.setNoDelay(true)
  await once(socket, 'connect')
  return socket
}

/** The bodies and statuses of all that is answered until the other side ends it. */
async function allOf(socket: Socket): Promise<string> {
  let text = ''
  for await (const part of socket) text += String(part)
  return text
}

async function askAndEnd(t: TestContext, text: string): Promise<string> {
  const socket = await open(t)
  socket.end(text)
  return allOf(socket)
}

test('a plain request is answered on its connection, and the next one too', async (t) => {
  const { port } = server.address() as AddressInfo
  for (const path of ['/now', '/later', '/now']) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: stringify({ path }),
    })
    assert.equal(response.headers.get('x-way'), 'plain')
    assert.equal(await response.text(), `plain ${stringify({ path })}`)
  }
  const told = await askAndEnd(
    t,
    request('{"a":1}') + request('{"b":2}', { path: '/later' }) + request('{"c":3}'),
  )
  assert.deepEqual(told.match(/(plain|usual) .*?\}/g), [
    'plain {"a":1}',
    'plain {"b":2}',
    'plain {"c":3}',
  ])
})

test('what comes byte by byte is answered as well', async (t) => {
  const socket = await open(t)
  const all = allOf(socket)
  for (const letter of request('{"a":1}') + request('{"b":2}')) {
    await new Promise<void>((resolve) => void socket.write(letter, () => resolve()))
  }
  socket.end()
  const told = await all
  assert.match(told, /\{"a":1\}[\s\S]*\{"b":2\}/)
})

test('of several at once each is answered in its turn, whichever way it goes', async (t) => {
  const texts = [
    request('{"a":1}', { path: '/later' }),
    request('{"b":2}', { path: '/elsewhere' }),
    request('{"c":3}', { more: ['X-Odd: 1'] }),
    request('{"d":4}'),
  ]
  const socket = await open(t)
  socket.write(texts.join(''))
  let told = ''
  for await (const part of socket) {
    told += String(part)
    if (told.includes('{"d":4}')) break
  }
  assert.deepEqual(told.match(/(?:plain|usual POST \S+) .*?\}/g), [
    'plain {"a":1}',
    'usual POST /elsewhere {"b":2}',
    'usual POST /now {"c":3}',
    'usual POST /now {"d":4}',
  ])
})

test('nothing that can be read in two ways is read here', async (t) => {
  const body = '{"a":1}'
  const odd: readonly Head[] = [
    { more: ['Transfer-Encoding: chunked'] },
    { more: ['Transfer-Encoding : chunked'] },
    { more: ['Content-Length: 7'] },
    { more: ['content-length: 0'] },
    { length: '+7' },
    { length: '07' },
    { length: '7, 7' },
    { length: '0x7' },
    { length: '7 7' },
    { length: '' },
    { length: '-7' },
    { end: '\n' },
    { more: ['X: a\r\n b'] },
    { more: ['Accept: a\nContent-Length: 1'] },
    { more: ['Accept: a\rContent-Length: 1'] },
    { more: ['Accept: a\u0000b'] },
    { more: [' Accept: a'] },
    { more: [': a'] },
    { more: ['Host: b'] },
    { more: ['Expect: 100-continue'] },
    { more: ['Upgrade: h2c'] },
    { more: ['Connection: close'] },
    { more: ['Connection: upgrade'] },
    { more: ['Origin: http://b'] },
    { more: ['Content-Encoding: gzip'] },
    { more: ['Authorization: Bearer a'] },
    { first: 'POST /now?a=1 HTTP/1.1' },
    { first: 'POST /n%6fw HTTP/1.1' },
    { first: 'POST http://a/now HTTP/1.1' },
    { first: 'POST  /now HTTP/1.1' },
    { first: 'POST /now HTTP/1.0' },
    { first: 'post /now HTTP/1.1' },
    { first: 'PUT /now HTTP/1.1' },
  ]
  for (const head of odd) {
    const told = await askAndEnd(t, request(body, head))
    assert.doesNotMatch(told, /plain/, stringify(head))
  }
})

test('a client that says no more, but listens, is answered; one that breaks off is not waited for', async (t) => {
  assert.match(await askAndEnd(t, request('{"a":1}', { path: '/later' })), /plain \{"a":1\}/)
  assert.doesNotMatch(await askAndEnd(t, request('{"a":1}', { length: 100 })), / 200 /)
})

test('a body that does not come on goes the usual way, and is answered when it has come', async (t) => {
  const socket = await open(t)
  const usual = once(server, 'request')
  socket.write(request('{"a":', { length: 7 }))
  await usual
  socket.end('1}')
  assert.match(await allOf(socket), /usual POST \/now \{"a":1\}/)
})

test('who does not take its answers is read no further until it does', async (t) => {
  const socket = await open(t)
  socket.pause()
  const body = stringify({ long: 'a'.repeat(200_000) })
  const count = 100
  socket.end(request(body, { path: '/later' }).repeat(count))
  socket.resume()
  const told = await allOf(socket)
  assert.equal(told.match(/plain \{"long"/g)?.length, count)
})

test('where the server ends, open connections end', async (t) => {
  const idle = await open(t)
  const text = allOf(idle)
  idle.write(request('{"a":1}'))
  await once(idle, 'readable')
  ending.abort()
  assert.match(await text, /plain/)
})
