import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { addRemote } from '../../../src/data/index.ts'
import { fsBlobStore } from '../../../src/storage/index.ts'
import { temporaryFolder } from '../../storage/temporary-folder.ts'
import { runFaultProxy, type ChooseFault } from './run-fault-proxy.ts'
import { noS3Server, runS3Server } from './run-s3-server.ts'

test(
  'a push and a pull that are killed inside a large file are gone on with by another process',
  { skip: noS3Server },
  async (t) => {
    const server = await runS3Server(t)
    const proxy = await runFaultProxy(t, server.url)
    const [root, clone] = [await temporaryFolder(t), await temporaryFolder(t)]
    const given = { name: 'origin', url: `s3://${server.bucket}/tides`, endpoint: proxy.url }
    for (const folder of [root, clone]) {
      const deps = { root: folder, state: join(folder, '.swell'), environment: server.environment }
      await addRemote(deps, given)
    }
    await mkdir(join(root, 'tides'))
    // Eight parts of 8 MiB up, four pieces of 16 MiB down.
    await writeFile(join(root, 'tides/large.bin'), randomBytes(64 << 20))
    const work = async (folder: string, verb: string, isLast?: ChooseFault) => {
      const child = start(folder, verb, server.environment)
      const ended = once(child, 'exit')
      proxy.seen.length = 0
      proxy.choose = (met) => {
        if (isLast?.(met) !== undefined) child.kill('SIGKILL')
        return undefined
      }
      const [code] = (await ended) as [number | null]
      assert.equal(code, isLast === undefined ? 0 : null)
      return [...proxy.seen]
    }
    await work(root, 'add')
    // The sixth part is asked for when two at least have arrived, as four are on their way at once.
    await work(root, 'push', ({ url = '' }) =>
      url.includes('partNumber=6') ? { kind: 'drop' } : undefined,
    )
    const parts = (await work(root, 'push')).filter((line) => line.includes('partNumber='))
    assert.ok(parts.length >= 1 && parts.length <= 6, `${parts.length} parts were sent again`)

    let pieces = 0
    await work(clone, 'pull', ({ headers }) => {
      if (/^bytes=(16777216|33554432|50331648)-/.test(headers.range ?? '')) pieces += 1
      return pieces === 3 ? { kind: 'drop' } : undefined
    })
    for await (const { digest } of blobsOf(clone).list()) {
      assert.equal(await blobsOf(clone).verify(digest), 'whole')
    }
    await work(clone, 'pull')
    for await (const { digest } of blobsOf(root).list()) {
      assert.equal(await blobsOf(clone).verify(digest), 'whole')
    }
    assert.deepEqual(await readdir(join(clone, '.swell/partial')), [])
  },
)

function blobsOf(folder: string) {
  return fsBlobStore(join(folder, '.swell/blobs'))
}

function start(
  folder: string,
  verb: string,
  environment: Readonly<Record<string, string>>,
): ChildProcess {
  const script = join(import.meta.dirname, '../../data/datasets/work-on-datasets.ts')
  return spawn(process.execPath, [script, folder, verb], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
