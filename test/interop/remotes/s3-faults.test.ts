import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { digestOf, isSwellError } from '../../../src/base/index.ts'
import {
  addRemote,
  openRemote,
  type RemoteDeps,
  type RemoteStore,
  type S3Remote,
} from '../../../src/data/index.ts'
import { temporaryFolder } from '../../storage/temporary-folder.ts'
import { runFaultProxy, type FaultProxy } from './run-fault-proxy.ts'
import { noS3Server, runS3Server, type S3Server } from './run-s3-server.ts'

const options = { skip: noS3Server }
/** Five parts of 8 MiB on the way there, three pieces of 16 MiB on the way back. */
const large = randomBytes(36 << 20)
const digest = digestOf(large)

test(
  'an upload that dies midway goes on: parts that have arrived are not sent again',
  options,
  async (t) => {
    const { remote, proxy, from } = await open(t)
    let partCount = 0
    proxy.choose = ({ method, url = '' }) => {
      if (method !== 'PUT' || !url.includes('partNumber')) return undefined
      partCount += 1
      return partCount > 3 ? { kind: 'drop' } : undefined
    }
    await assert.rejects(remote.put(digest, from), (error) => {
      assert(isSwellError(error, 'data.remoteUnreachable'))
      assert.match(error.message, /^The remote origin failed: s3:\/\/harbour\/tides at http.*: /)
      return true
    })
    assert.equal(await remote.has(digest, large.length), false)
    proxy.choose = () => undefined
    proxy.seen.length = 0
    await remote.put(digest, from)
    assert.equal(proxy.seen.filter((line) => line.includes('partNumber=')).length, 2)
    assert.equal(await remote.has(digest, large.length), true)
  },
)

test(
  'a download that dies midway goes on: pieces that have arrived are not fetched again',
  options,
  async (t) => {
    const { remote, proxy, from, to } = await open(t)
    await remote.put(digest, from)
    proxy.choose = ({ method, headers }) =>
      method === 'GET' && !(headers.range ?? '').startsWith('bytes=0-')
        ? { kind: 'drop' }
        : undefined
    await assert.rejects(remote.fetch(digest, to), (error) =>
      isSwellError(error, 'data.remoteUnreachable'),
    )
    await assert.rejects(stat(to), { code: 'ENOENT' })
    proxy.choose = () => undefined
    proxy.seen.length = 0
    await remote.fetch(digest, to)
    assert.equal(proxy.seen.filter((line) => line.startsWith('GET')).length, 2)
    assert.equal(digestOf(await readFile(to)), digest)
  },
)

test('an answer that breaks off is asked for from where it broke', options, async (t) => {
  const { remote, proxy, from, to } = await open(t)
  await remote.put(digest, from)
  let cuts = 4
  proxy.choose = ({ method }) =>
    method === 'GET' && cuts-- > 0 ? { kind: 'cut', afterBytes: 3_000_000 } : undefined
  await remote.fetch(digest, to)
  assert.equal(digestOf(await readFile(to)), digest)
})

test('a server that asks to slow down is asked again', options, async (t) => {
  const { remote, proxy, from, to } = await open(t)
  const body =
    '<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>'
  let [busy, met] = [6, 0]
  proxy.choose = () => {
    met += 1
    return met % 2 === 1 && busy-- > 0 ? { kind: 'answer', status: 503, body } : undefined
  }
  await remote.put(digest, from)
  await remote.fetch(digest, to)
  assert.equal(digestOf(await readFile(to)), digest)
})

test('what was changed on its way here is refused, and nothing of it stays', options, async (t) => {
  const { remote, proxy, from, to } = await open(t)
  await remote.put(digest, from)
  proxy.choose = ({ method }) => (method === 'GET' ? { kind: 'lie' } : undefined)
  await assert.rejects(remote.fetch(digest, to), (error) =>
    isSwellError(error, 'data.remoteContentWrong'),
  )
  await assert.rejects(stat(to), { code: 'ENOENT' })
  proxy.choose = () => undefined
  await remote.fetch(digest, to)
  assert.equal(digestOf(await readFile(to)), digest)
})

test(
  'a large file that is not what it is said to be is not sent, nor left in parts',
  options,
  async (t) => {
    const { remote, proxy, from } = await open(t)
    const other = digestOf('another')
    await assert.rejects(remote.put(other, from), (error) =>
      isSwellError(error, 'data.remoteContentWrong'),
    )
    assert.equal(await remote.has(other, large.length), false)
    assert.ok(proxy.seen.some((line) => line.startsWith('DELETE') && line.includes('uploadId=')))
  },
)

test('of two that send one large file at once, both end well', options, async (t) => {
  const { remote, deps, from } = await open(t)
  const second = await openRemote(deps)
  await Promise.all([remote.put(digest, from), second.put(digest, from)])
  assert.equal(await remote.has(digest, large.length), true)
})

test('wrong keys, a wrong bucket, no keys, and no server are told apart', options, async (t) => {
  const { server, deps, given } = await open(t)
  const add = (
    name: string,
    more: Partial<S3Remote>,
    environment: RemoteDeps['environment'] = server.environment,
  ) => addRemote({ ...deps, environment }, { ...given, ...more, name })
  const wrong = { ...server.environment, AWS_SECRET_ACCESS_KEY: 'a-wrong-secret' }
  const unknown = { ...server.environment, AWS_ACCESS_KEY_ID: 'nobody' }
  const none = { HOME: deps.root }
  const elsewhere = { endpoint: 'http://127.0.0.1:9' }
  const refused = [
    [() => add('a', {}, wrong), 'storage.s3Refused', /SignatureDoesNotMatch/],
    [() => add('b', {}, unknown), 'storage.s3Refused', /access key/i],
    [() => add('c', { url: 's3://no-such-bucket' }), 'storage.s3BucketNotFound', /no-such-bucket/],
    [() => add('d', {}, none), 'storage.s3CredentialsMissing', /AWS_ACCESS_KEY_ID/],
    [() => add('e', elsewhere), 'data.remoteUnreachable', /127\.0\.0\.1:9/],
  ] as const
  for (const [work, code, message] of refused) {
    await assert.rejects(work(), (error) => {
      assert(isSwellError(error, code), String(error))
      assert.match(error.message, message)
      assert.equal(error.kind, 'outside')
      const said = JSON.stringify([error.message, error.hint, error.details, String(error.cause)])
      assert.ok(!said.includes('a-wrong-secret') && !said.includes('harbour-secret'))
      return true
    })
  }
})

test(
  'keys are taken from a profile of the shared credentials file, or from named variables',
  options,
  async (t) => {
    const { server, deps, given } = await open(t)
    const file = join(deps.root, 'credentials')
    const { AWS_ACCESS_KEY_ID: id = '', AWS_SECRET_ACCESS_KEY: secret = '' } = server.environment
    await writeFile(
      file,
      `[default]\naws_access_key_id = nobody\naws_secret_access_key = nothing\n\n[harbour]\naws_access_key_id = ${id}\naws_secret_access_key=${secret}\n`,
    )
    const environment = { AWS_SHARED_CREDENTIALS_FILE: file }
    await addRemote({ ...deps, environment }, { ...given, name: 'second', profile: 'harbour' })
    const named = { HARBOUR_ID: id, HARBOUR_KEY: secret }
    const third = { ...given, name: 'third', keys: ['HARBOUR_ID', 'HARBOUR_KEY'] } as const
    await addRemote({ ...deps, environment: named }, third)
    assert.equal((await openRemote({ ...deps, environment: named }, 'third')).name, 'third')
    await assert.rejects(openRemote({ ...deps, environment: {} }, 'third'), (error) =>
      isSwellError(error, 'base.secretMissing'),
    )
    const text = await readFile(join(deps.root, 'swell.remotes.json'), 'utf8')
    assert.ok(!text.includes(secret) && !text.includes(id))
  },
)

interface Opened {
  readonly server: S3Server
  readonly proxy: FaultProxy
  readonly deps: RemoteDeps
  readonly given: S3Remote
  readonly remote: RemoteStore
  readonly from: string
  readonly to: string
}

/** A remote behind a proxy; `from` holds the large content. */
async function open(t: TestContext): Promise<Opened> {
  const server = await runS3Server(t)
  const proxy = await runFaultProxy(t, server.url)
  const root = await temporaryFolder(t)
  const deps = { root, state: join(root, '.swell'), environment: server.environment }
  const given = { name: 'origin', url: `s3://${server.bucket}/tides`, endpoint: proxy.url }
  await addRemote(deps, given)
  const remote = await openRemote(deps)
  const from = join(root, 'from.bin')
  await writeFile(from, large)
  return { server, proxy, deps, given, remote, from, to: join(root, 'to.bin') }
}
