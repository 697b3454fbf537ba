import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type IncomingHttpHeaders } from 'node:http2'
import { test, type TestContext } from 'node:test'
import { gzipSync } from 'node:zlib'
import { frameOf } from '../../../src/server/inference/grpc/grpc-frames.ts'
import { GrpcError, grpcStatuses } from '../../../src/server/inference/grpc/grpc-error.ts'
import {
  readFields,
  readVarints,
  toSigned,
  WireWriter,
} from '../../../src/server/inference/grpc/protobuf.ts'
import { startGrpcServer } from '../../../src/server/inference/grpc/start-grpc-server.ts'

interface Called {
  readonly status: string | undefined
  readonly message: string | undefined
  readonly bytes: Buffer
}

/** Sends bytes as the body of a call, and waits for its end. */
async function call(
  port: number,
  path: string,
  body: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): Promise<Called> {
  const session = connect(`http://127.0.0.1:${port}`)
  const stream = session.request({ ':method': 'POST', ':path': path, ...headers })
  let trailers: IncomingHttpHeaders = {}
  stream.on('trailers', (found: IncomingHttpHeaders) => (trailers = found))
  const chunks: Buffer[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  stream.end(body)
  await once(stream, 'end')
  session.close()
  return {
    status: trailers['grpc-status']?.toString(),
    message: trailers['grpc-message']?.toString(),
    bytes: Buffer.concat(chunks),
  }
}

/** A server with one method, which gives a message back twice, and fails for an empty one. */
async function startTwice(t: TestContext): Promise<number> {
  const server = await startGrpcServer({
    host: '127.0.0.1',
    port: 0,
    methods: {
      '/test/Twice': (message) => {
        if (message.length === 0) throw new Error('Nichts für ungut')
        return Buffer.concat([message, message])
      },
    },
    authorize: async ({ authorization }) => {
      if (authorization === 'Bearer wrong') throw new GrpcError(grpcStatuses.unauthenticated, 'no')
      return { asking: {}, admit: async () => undefined }
    },
    toError: (error) => new GrpcError(grpcStatuses.internal, String(error)),
  })
  t.after(() => server.close())
  return server.port
}

test('each message of a call is answered in its turn, plain or packed', async (t) => {
  const port = await startTwice(t)
  const packed = gzipSync('de')
  const frame = frameOf(packed)
  frame[0] = 1
  const body = Buffer.concat([frameOf(Buffer.from('abc')), frame])
  const { status, bytes } = await call(port, '/test/Twice', body, { 'grpc-encoding': 'gzip' })
  assert.equal(status, '0')
  const replies = [frameOf(Buffer.from('abcabc')), frameOf(Buffer.from('dede'))]
  assert.deepEqual(bytes, Buffer.concat(replies))
})

test('a call is refused before it is read where nobody may ask', async (t) => {
  const port = await startTwice(t)
  const body = frameOf(Buffer.from('abc'))
  const found = await call(port, '/test/Twice', body, { authorization: 'Bearer wrong' })
  assert.deepEqual([found.status, found.message], ['16', 'no'])
})

test('a call that can’t be answered ends with a code and a message', async (t) => {
  const port = await startTwice(t)
  const torn = frameOf(Buffer.from('abc')).subarray(0, 6)
  const huge = Buffer.from([0, 0xff, 0xff, 0xff, 0xff])
  const packed = frameOf(Buffer.from('abc'))
  packed[0] = 1
  const calls: readonly [string, Uint8Array, string, RegExp][] = [
    ['/test/Thrice', frameOf(Buffer.from('a')), '12', /there is no \/test\/Thrice/],
    ['/test/Twice', frameOf(Buffer.alloc(0)), '13', /Error: Nichts für ungut/],
    ['/test/Twice', torn, '3', /ends within a message/],
    ['/test/Twice', huge, '8', /has 4294967295 bytes/],
    ['/test/Twice', packed, '12', /in no encoding/],
  ]
  for (const [path, body, status, message] of calls) {
    const found = await call(port, path, body)
    assert.equal(found.status, status)
    assert.match(decodeURIComponent(found.message ?? ''), message)
  }
})

test('numbers, texts and bytes are written as Protocol Buffers, and read again', () => {
  const inner = new WireWriter()
    .integer(1, -1)
    .integer(1, 0)
    .integer(1, 2n ** 63n)
  const bytes = new WireWriter().text(1, 'été').text(2, '').bool(3, true).message(4, inner).finish()
  assert.deepEqual(
    bytes.toString('hex'),
    '0a05c3a974c3a9' +
      '1801' +
      '2218' +
      '08ffffffffffffffffff01' +
      '0800' +
      '0880808080808080808001',
  )
  const fields = [...readFields(bytes)]
  assert.deepEqual(
    fields.map(({ field }) => field),
    [1, 3, 4],
  )
  const numbers = [...readFields(inner.finish())].flatMap(({ value }) => [...readVarints(value)])
  assert.deepEqual(numbers.map(toSigned), [-1n, 0n, -(2n ** 63n)])
})

test('bytes that are no message are told apart, wherever they end', () => {
  const whole = new WireWriter().text(1, 'abc').integer(2, 300).finish()
  for (let length = 1; length < whole.length; length += 1) {
    if (length === 5) continue
    assert.throws(() => [...readFields(whole.subarray(0, length))], /ends within/)
  }
  assert.throws(() => [...readFields(Buffer.alloc(11, 0xff))], /more than ten bytes/)
  assert.throws(() => [...readFields(Buffer.from([0x0b]))], /wire type 3/)
})
