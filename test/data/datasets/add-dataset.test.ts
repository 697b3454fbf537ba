import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmod, mkdir, rename, rm, symlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { digestOf, isSwellError } from '../../../src/base/index.ts'
import { readVersionFiles, sqlDatasetStore } from '../../../src/data/index.ts'
import { noon } from '../../storage/temporary-database.ts'
import { largeContent, openDatasets } from './open-datasets.ts'

test('a folder becomes a version that lists its files with digest, size and mode', async (t) => {
  const data = await openDatasets(t)
  await data.write('tides/2026/galway.csv', 'at,height\n1,4.2\n')
  await data.write('tides/large.csv', largeContent)
  await data.write('tides/run.sh', 'echo tides\n')
  await chmod(join(data.root, 'tides/run.sh'), 0o755)
  const { version, isNew, pointer, readCount } = await data.add('tides', { message: 'first' })
  const { manifest, places } = await readVersionFiles(data.blobs, version)
  assert.deepEqual(manifest, {
    kind: 'folder',
    files: [
      fileOf('2026/galway.csv', 'at,height\n1,4.2\n'),
      fileOf('large.csv', largeContent),
      { ...fileOf('run.sh', 'echo tides\n'), isExecutable: true },
    ],
  })
  const pack = digestOf('at,height\n1,4.2\necho tides\n')
  assert.deepEqual(places, [{ pack, offset: 0 }, 'own', { pack, offset: 16 }])
  assert.deepEqual(version, {
    dataset: 'tides',
    version: 1,
    digest: version.digest,
    places: version.places,
    kind: 'folder',
    fileCount: 3,
    sizeBytes: 27 + largeContent.length,
    createdAt: noon,
    message: 'first',
    runId: undefined,
  })
  assert.deepEqual(
    { isNew, pointer, readCount },
    { isNew: true, pointer: 'tides.swell', readCount: 3 },
  )
  assert.deepEqual(JSON.parse(await data.read('tides.swell')), {
    dataset: 'tides',
    path: 'tides',
    version: 1,
    digest: version.digest,
    kind: 'folder',
    fileCount: 3,
    sizeBytes: 27 + largeContent.length,
  })
})

test('a single file becomes a version, with an empty one too', async (t) => {
  const data = await openDatasets(t)
  await data.write('data/empty.csv', '')
  const { version, pointer } = await data.add('data/empty.csv')
  assert.equal(pointer, 'data/empty.csv.swell')
  const { manifest } = await readVersionFiles(data.blobs, version)
  assert.deepEqual(manifest, { kind: 'file', files: [fileOf('empty.csv', '')] })
})

test('unchanged content makes no new version, and is not read again', async (t) => {
  const data = await openDatasets(t)
  await writeOld(data, 'tides/a.csv', 'one')
  await writeOld(data, 'tides/b.csv', largeContent)
  const first = await data.add('tides')
  const again = await data.add('tides')
  assert.deepEqual(again, { ...first, isNew: false, readCount: again.readCount })
  assert.deepEqual(await sqlDatasetStore(data.database).list(), [first.version])
})

test('only what changed is read, and contents that come back are the version they were', async (t) => {
  const data = await openDatasets(t)
  await data.write('tides/a.csv', 'one')
  await data.write('tides/b.csv', 'two')
  const first = await data.add('tides')
  await data.write('tides/a.csv', 'three')
  const second = await data.add('tides')
  assert.equal(second.version.version, 2)
  await data.write('tides/a.csv', 'one')
  const third = await data.add('tides')
  assert.deepEqual(third.version, { ...first.version, places: third.version.places })
  assert.equal(third.isNew, false)
  const store = sqlDatasetStore(data.database)
  const moves = await store.listMoves('tides')
  assert.deepEqual(
    new Set(moves.map(({ from, to }) => `${from} to ${to}`)),
    new Set(['undefined to 1', '1 to 2', '2 to 1']),
  )
  assert.equal((await store.findAlias('tides', 'latest'))?.version, 1)
})

test('an edit of the same size in the same tick is seen', async (t) => {
  const data = await openDatasets(t)
  for (const content of ['aaaa', 'bbbb', 'cccc', 'dddd']) {
    await data.write('tides/a.csv', content)
    const { version } = await data.add('tides')
    const { manifest } = await readVersionFiles(data.blobs, version)
    assert.deepEqual(manifest.files, [fileOf('a.csv', content)])
  }
})

test('an edit that puts the old time back is seen', async (t) => {
  const data = await openDatasets(t)
  await writeOld(data, 'tides/a.csv', 'aaaa')
  await data.add('tides')
  await writeOld(data, 'tides/a.csv', 'bbbb')
  const { isNew } = await data.add('tides')
  assert.equal(isNew, true)
})

test('a renamed file is not kept twice', async (t) => {
  const data = await openDatasets(t)
  await data.write('tides/a.csv', largeContent)
  await data.write('tides/b.csv', 'small')
  const first = await data.add('tides')
  await rename(join(data.root, 'tides/a.csv'), join(data.root, 'tides/c.csv'))
  await rename(join(data.root, 'tides/b.csv'), join(data.root, 'tides/d.csv'))
  const second = await data.add('tides')
  const before = await readVersionFiles(data.blobs, first.version)
  const after = await readVersionFiles(data.blobs, second.version)
  assert.deepEqual(
    after.manifest.files.map(({ path }) => path),
    ['c.csv', 'd.csv'],
  )
  assert.deepEqual(after.places, before.places)
})

test('content that was lost from the store is kept again', async (t) => {
  const data = await openDatasets(t)
  await data.write('tides/a.csv', 'one')
  await data.write('tides/b.csv', largeContent)
  const { version } = await data.add('tides')
  await rm(join(data.state, 'blobs'), { recursive: true })
  await data.add('tides')
  const { manifest, places } = await readVersionFiles(data.blobs, version)
  for (const [at, place] of places.entries()) {
    const digest = place === 'own' ? manifest.files[at]?.digest : place.pack
    assert.ok(digest !== undefined)
    assert.equal(await data.blobs.verify(digest), 'whole')
  }
})

test('the data is kept out of Git, where there is Git', async (t) => {
  const data = await openDatasets(t)
  await data.write('data/tides [1].csv', 'one')
  await data.add('data/tides [1].csv', { name: 'tides' })
  await assert.rejects(data.read('data/.gitignore'), { code: 'ENOENT' })
  await mkdir(join(data.root, '.git'))
  await data.write('data/.gitignore', '*.tmp')
  await data.add('data/tides [1].csv')
  await data.add('data/tides [1].csv')
  assert.equal(await data.read('data/.gitignore'), '*.tmp\n/tides\\ \\[1\\].csv\n')
})

test('what is no plain file is refused by its name', async (t) => {
  const data = await openDatasets(t)
  await data.write('tides/a.csv', 'one')
  await symlink('..', join(data.root, 'tides/loop'))
  await assert.rejects(data.add('tides'), (error) => {
    assert(isSwellError(error, 'data.notAPlainFile'))
    assert.match(error.message, /tides\/loop is a symbolic link; a dataset holds plain files/)
    return true
  })
  await symlink('round', join(data.root, 'round'))
  await assert.rejects(data.add('round'), (error) => isSwellError(error, 'data.fileNotReadable'))
})

test('nothing, an empty folder, and what is outside are refused', async (t) => {
  const data = await openDatasets(t)
  await mkdir(join(data.root, 'empty/deeper'), { recursive: true })
  await assert.rejects(data.add('absent'), (error) => isSwellError(error, 'data.dataNotFound'))
  await assert.rejects(data.add('empty'), (error) => isSwellError(error, 'data.folderWithoutFiles'))
  for (const path of ['..', '../x', '.', '/etc/hostname']) {
    await assert.rejects(data.add(path), (error) => isSwellError(error, 'data.dataOutsideProject'))
  }
  await data.write('a b', 'one')
  await assert.rejects(data.add('a b'), (error) => isSwellError(error, 'data.datasetNameInvalid'))
})

test('a file that may not be read stops the add, and no version is made', async (t) => {
  const data = await openDatasets(t)
  await data.write('tides/a.csv', 'one')
  await data.write('tides/b.csv', 'two')
  await chmod(join(data.root, 'tides/b.csv'), 0)
  const restore = dropRights(data.root)
  try {
    await assert.rejects(data.add('tides'), (error) => {
      assert(isSwellError(error, 'data.fileNotReadable'))
      assert.match(error.message, /tides\/b\.csv can't be read: EACCES/)
      return true
    })
  } finally {
    restore()
  }
  assert.deepEqual(await sqlDatasetStore(data.database).list(), [])
})

test('a name belongs to one place', async (t) => {
  const data = await openDatasets(t)
  await data.write('a/tides/x.csv', 'one')
  await data.write('b/tides/x.csv', 'one')
  await data.add('a/tides')
  await assert.rejects(data.add('b/tides'), (error) => {
    assert(isSwellError(error, 'data.datasetNameTaken'))
    assert.equal(error.message, `b/tides can't become dataset "tides": that is a/tides.`)
    return true
  })
  const { version } = await data.add('b/tides', { name: 'tides-b' })
  assert.equal(version.dataset, 'tides-b')
  assert.equal((await data.add('b/tides')).version.dataset, 'tides-b')
})

test('of two adds at once one is told who holds the name', async (t) => {
  const data = await openDatasets(t)
  await data.write('tides/a.csv', largeContent)
  const results = await Promise.allSettled([data.add('tides'), data.add('tides')])
  const refused = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  )
  assert.equal(refused.length, 1)
  assert.ok(isSwellError(refused[0], 'storage.claimHeld'))
  assert.equal((await sqlDatasetStore(data.database).list()).length, 1)
})

/** Written long enough ago that its times can be trusted. */
async function writeOld(
  data: Awaited<ReturnType<typeof openDatasets>>,
  path: string,
  content: string,
): Promise<void> {
  await data.write(path, content)
  await utimes(join(data.root, path), new Date('2026-01-01'), new Date('2026-01-01'))
}

function fileOf(path: string, content: string) {
  const sizeBytes = Buffer.byteLength(content)
  return { path, digest: digestOf(content), sizeBytes, isExecutable: false }
}

/** Root may read everything: for a while it is nobody, to whom all but the one file belongs. */
function dropRights(folder: string): () => void {
  if (process.geteuid?.() !== 0) return () => undefined
  const nobody = 65_534
  execFileSync('chown', ['-R', `${nobody}`, folder])
  process.seteuid?.(nobody)
  return () => process.seteuid?.(0)
}
