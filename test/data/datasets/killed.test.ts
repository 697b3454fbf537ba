import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { seededRandom, systemClock } from '../../../src/base/index.ts'
import {
  addRemote,
  collectGarbage,
  datasetStatus,
  findPointers,
  openRemote,
  readVersionFiles,
  sqlDatasetStore,
  type DatasetDeps,
  type RemoteDeps,
} from '../../../src/data/index.ts'
import { fsBlobStore, openSqliteDatabase } from '../../../src/storage/index.ts'
import { temporaryFolder } from '../../storage/temporary-folder.ts'

const killCount = 3

test('an add that is killed leaves the store whole, and is ended by the next', async (t) => {
  const root = await temporaryFolder(t)
  const random = seededRandom('killed add')
  await writeTides(root, 'first')
  let tookMs = await work(root, ['add'])
  for (let turn = 1; turn <= killCount; turn += 1) {
    await writeTides(root, `turn ${turn}`)
    await work(root, ['add'], random.next() * tookMs)
    await assertWhole(t, root)
    tookMs = await work(root, ['add'])
    const deps = await assertWhole(t, root)
    assert.deepEqual(
      (await datasetStatus(deps)).map(({ state }) => state),
      ['unchanged'],
    )
    assert.equal((await sqlDatasetStore(deps.database).list()).length, turn + 1)
  }
})

test('a checkout that is killed leaves whole files, and is ended by the next', async (t) => {
  const root = await temporaryFolder(t)
  const random = seededRandom('killed checkout')
  const wanted = new Map<string, ReadonlyMap<string, string>>()
  for (const version of ['1', '2']) {
    await writeTides(root, `version ${version}`)
    await work(root, ['add'])
    wanted.set(version, await readTides(root))
  }
  let tookMs = await work(root, ['checkout', '1'])
  for (let turn = 0; turn < killCount; turn += 1) {
    const version = turn % 2 === 0 ? '2' : '1'
    if (turn === 2) await rm(join(root, 'tides'), { recursive: true })
    await work(root, ['checkout', version], random.next() * tookMs)
    const known = [...wanted.values()].flatMap((files) => [...files.values()])
    for (const [path, content] of await readTides(root)) {
      assert.ok(path.includes('.swell-draft~') || known.includes(content), `${path} is whole`)
    }
    tookMs = await work(root, ['checkout', version])
    assert.deepEqual(await readTides(root), wanted.get(version))
    const [found] = await findPointers(await assertWhole(t, root))
    assert.equal(String(found?.pointer.version), version)
  }
})

test('a push that is killed leaves whole content and no half version, and is ended by the next', async (t) => {
  const root = await temporaryFolder(t)
  const random = seededRandom('killed push')
  await addRemote(atRemote(root), { name: 'origin', folder: 'remote' })
  const sent = fsBlobStore(join(root, 'remote/blobs'))
  let tookMs = 100
  for (let turn = 1; turn <= killCount; turn += 1) {
    await writeTides(root, `turn ${turn}`)
    await work(root, ['add'])
    await work(root, ['push'], random.next() * tookMs)
    for await (const { digest } of sent.list()) assert.equal(await sent.verify(digest), 'whole')
    for (const record of await (await openRemote(atRemote(root))).listRecords()) {
      const { manifest, places } = await readVersionFiles(sent, record)
      for (const [at, { digest }] of manifest.files.entries()) {
        const place = places[at] ?? 'own'
        assert.ok(await sent.has(place === 'own' ? digest : place.pack))
      }
    }
    tookMs = await work(root, ['push'])
    assert.equal((await (await openRemote(atRemote(root))).listRecords()).length, turn)
    assert.deepEqual(await readdir(join(root, 'remote/blobs/drafts')), [])
  }
})

test('a pull that is killed leaves whole content and no half version, and is ended by the next', async (t) => {
  const [root, clone] = [await temporaryFolder(t), await temporaryFolder(t)]
  const random = seededRandom('killed pull')
  const folder = join(root, 'remote')
  for (const at of [root, clone]) await addRemote(atRemote(at), { name: 'origin', folder })
  let tookMs = 100
  for (let turn = 1; turn <= killCount; turn += 1) {
    await writeTides(root, `turn ${turn}`)
    for (const verb of ['add', 'push']) await work(root, [verb])
    await work(clone, ['pull'], random.next() * tookMs)
    await assertWhole(t, clone)
    tookMs = await work(clone, ['pull'])
    const { database } = await assertWhole(t, clone)
    assert.equal((await sqlDatasetStore(database).list()).length, turn)
  }
})

test('a gc that is killed takes nothing that a version needs, and is ended by the next', async (t) => {
  const root = await temporaryFolder(t)
  const random = seededRandom('killed gc')
  let tookMs = 100
  for (let turn = 1; turn <= killCount; turn += 1) {
    await writeTides(root, `turn ${turn}`)
    await work(root, ['add'])
    const blobs = fsBlobStore(join(root, '.swell/blobs'))
    for (let number = 0; number < 300; number += 1) {
      await blobs.put(new TextEncoder().encode(`garbage ${turn} ${number}`))
    }
    await work(root, ['gc'], random.next() * tookMs)
    await assertWhole(t, root)
    tookMs = await work(root, ['gc'])
    const deps = await assertWhole(t, root)
    const { garbage } = await collectGarbage(deps, { dryRun: true, olderThanMs: -60_000 })
    assert.deepEqual(garbage, [])
  }
})

function atRemote(root: string): RemoteDeps {
  return { root, state: join(root, '.swell'), environment: {} }
}

/** Works in a process of its own, which is killed after some time if that is given. */
async function work(root: string, args: readonly string[], killAfterMs?: number): Promise<number> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'work-on-datasets.ts'), root, ...args],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = once(child, 'exit')
  await once(child.stdout, 'data')
  const startedAt = performance.now()
  const timer =
    killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs)
  const [code] = (await ended) as [number | null]
  clearTimeout(timer)
  if (killAfterMs === undefined) assert.equal(code, 0)
  return performance.now() - startedAt
}

/** Every blob is whole, and every version has all of its content. */
async function assertWhole(t: TestContext, root: string): Promise<DatasetDeps> {
  const state = join(root, '.swell')
  const database = await openSqliteDatabase(join(state, 'metadata.sqlite'), { now: systemClock })
  t.after(() => database.close())
  const blobs = fsBlobStore(join(state, 'blobs'))
  for await (const { digest } of blobs.list()) assert.equal(await blobs.verify(digest), 'whole')
  for (const version of await sqlDatasetStore(database).list()) {
    const { manifest, places } = await readVersionFiles(blobs, version)
    for (const [at, { digest }] of manifest.files.entries()) {
      const place = places[at] ?? 'own'
      assert.ok(await blobs.has(place === 'own' ? digest : place.pack))
    }
  }
  return { root, state, database, blobs, now: systemClock }
}

async function writeTides(root: string, content: string): Promise<void> {
  for (let number = 0; number < 150; number += 1) {
    const path = join(root, 'tides', String(number % 7), `${number}.csv`)
    await mkdir(join(path, '..'), { recursive: true })
    const repeats = number % 100 === 0 ? 20_000 : 10
    await writeFile(path, `${content}, file ${number}\n`.repeat(repeats))
  }
}

async function readTides(root: string): Promise<ReadonlyMap<string, string>> {
  const folder = join(root, 'tides')
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile())
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).toSorted()
  return new Map(
    await Promise.all(paths.map(async (path) => [path, await readFile(path, 'utf8')] as const)),
  )
}
