import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { isSwellError } from '../../../src/base/index.ts'
import { openS3Client, uploadS3File, type S3Client } from '../../../src/storage/index.ts'
import { findS3Object } from '../../../src/storage/s3/s3-objects.ts'
import { noon } from '../temporary-database.ts'
import { temporaryFolder } from '../temporary-folder.ts'

interface Said {
  readonly status: number
  readonly code?: string
  readonly body?: string
  readonly headers?: Readonly<Record<string, string>>
}

test('a failure that passes is tried again, with growing patience, and not for ever', async (t) => {
  const busy: Said = { status: 503, code: 'SlowDown' }
  const { client, waits, met } = await talk(t, [busy, { status: 500 }, { status: 200 }])
  assert.equal((await findS3Object(client, 'a'))?.length, 0)
  assert.equal(met.length, 3)
  assert.equal(waits.length, 2)
  assert.ok((waits[1] ?? 0) > (waits[0] ?? 0) / 2)
  const stubborn = await talk(t, [busy])
  await assert.rejects(findS3Object(stubborn.client, 'a'), (error) => {
    assert(isSwellError(error, 'storage.s3Unreachable'))
    assert.match(error.message, /SlowDown/)
    return true
  })
  assert.equal(stubborn.met.length, 6)
})

test('a server that says how long to wait is given that long', async (t) => {
  const later: Said = { status: 503, headers: { 'retry-after': '7' } }
  const { client, waits } = await talk(t, [later, { status: 200 }])
  await findS3Object(client, 'a')
  assert.deepEqual(waits, [7000])
})

test('the server’s clock is taken over once; one that is wrong by its own is told', async (t) => {
  const date = 'Mon, 02 Mar 2026 15:00:00 GMT'
  const skewed: Said = { status: 403, code: 'RequestTimeTooSkewed', headers: { date } }
  const { client, met } = await talk(t, [skewed, { status: 200 }])
  await findS3Object(client, 'a')
  assert.deepEqual(
    met.map(({ headers }) => String(headers['x-amz-date']).slice(0, 13)),
    [noon.toISOString().replaceAll(/[-:]/g, '').slice(0, 13), '20260302T1500'],
  )
  const odd = await talk(t, [skewed])
  await assert.rejects(findS3Object(odd.client, 'a'), (error) =>
    isSwellError(error, 'storage.s3ClockWrong'),
  )
  assert.equal(odd.met.length, 2)
})

test('a bucket of another region is asked there', async (t) => {
  const moved: Said = {
    status: 400,
    code: 'AuthorizationHeaderMalformed',
    headers: { 'x-amz-bucket-region': 'eu-central-1' },
  }
  const { client, met } = await talk(t, [moved, { status: 200 }])
  await findS3Object(client, 'a')
  assert.match(String(met[1]?.headers.authorization), /\/eu-central-1\/s3\/aws4_request/)
})

test('what is refused is not tried again', async (t) => {
  const { client, met } = await talk(t, [{ status: 403, code: 'AccessDenied' }])
  await assert.rejects(findS3Object(client, 'a'), (error) =>
    isSwellError(error, 'storage.s3Refused'),
  )
  assert.equal(met.length, 1)
})

test('an upload that somebody else has ended well in the meantime is done', async (t) => {
  const file = join(await temporaryFolder(t), 'large')
  const content = Buffer.alloc(20 << 20, 'a')
  await writeFile(file, content)
  const upload = { key: 'a', file, check: () => undefined }
  const begun = '<Result><UploadId>u1</UploadId></Result>'
  const answerAs =
    (code: string, size: number) =>
    ({ method, url = '' }: IncomingMessage): Said => {
      if (method === 'HEAD') return { status: 200, headers: { 'content-length': String(size) } }
      if (method === 'GET') return { status: 200, body: '<Result></Result>' }
      if (url.includes('uploads')) return { status: 200, body: begun }
      return { status: code === 'NoSuchUpload' ? 404 : 400, code }
    }
  for (const code of ['NoSuchUpload', 'InvalidPart']) {
    const { client } = await talk(t, answerAs(code, content.length))
    await uploadS3File(client, upload)
  }
  const other = await talk(t, answerAs('NoSuchUpload', 3))
  await assert.rejects(uploadS3File(other.client, upload), (error) => {
    assert(isSwellError(error, 'storage.s3Unreachable'))
    assert.match(error.message, /somebody else ended the upload of a/)
    return true
  })
})

/** A client whose server says these things in turn, and the last one from then on. */
async function talk(
  t: TestContext,
  script: readonly Said[] | ((request: IncomingMessage) => Said),
): Promise<{ client: S3Client; met: IncomingMessage[]; waits: number[] }> {
  const met: IncomingMessage[] = []
  const waits: number[] = []
  const server = createServer((request, answer) => {
    const said =
      typeof script === 'function'
        ? script(request)
        : script[Math.min(met.length, script.length - 1)]
    const { status, code, headers = {}, body = '' } = said ?? { status: 500 }
    met.push(request)
    request.resume().on('end', () => {
      answer.writeHead(status, headers)
      answer.end(code === undefined ? body : `<Error><Code>${code}</Code></Error>`)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  const { port } = server.address() as AddressInfo
  const client = openS3Client({
    place: {
      bucket: 'harbour',
      prefix: '',
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${port}`,
    },
    credentials: { accessKeyId: 'id', secretAccessKey: 'secret' },
    now: () => noon,
    wait: async (ms) => void waits.push(ms),
  })
  return { client, met, waits }
}
