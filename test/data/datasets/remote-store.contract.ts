import assert from 'node:assert/strict'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { digestOf, isSwellError, type Digest } from '../../../src/base/index.ts'
import type { AliasMoveRecord } from '../../../src/data/datasets/alias-move-record.ts'
import type { RemoteStore, VersionRecord } from '../../../src/data/index.ts'
import { noon } from '../../storage/temporary-database.ts'
import { temporaryFolder } from '../../storage/temporary-folder.ts'

const content = '4 feet at 15 seconds'
const digest = digestOf(content)

/** What every RemoteStore must do. `damage` changes a content behind its back. */
export function remoteStoreContract(
  name: string,
  open: (t: TestContext) => Promise<{
    remote: RemoteStore
    damage: (digest: Digest) => Promise<void>
  }>,
  options: { readonly skip?: string | false } = {},
): void {
  test(`${name}: content that was put can be fetched`, options, async (t) => {
    const { remote } = await open(t)
    const { from, to } = await files(t)
    assert.equal(await remote.has(digest, content.length), false)
    await remote.put(digest, from)
    await remote.put(digest, from)
    assert.equal(await remote.has(digest, content.length), true)
    assert.equal(await remote.has(digest, content.length + 1), false)
    await remote.fetch(digest, to)
    assert.equal(await readFile(to, 'utf8'), content)
  })

  test(
    `${name}: what is not what it is said to be is neither taken nor given`,
    options,
    async (t) => {
      const { remote, damage } = await open(t)
      const { from, to } = await files(t)
      await assert.rejects(remote.put(digestOf('another'), from), (error) =>
        isSwellError(error, 'data.remoteContentWrong'),
      )
      assert.equal(await remote.has(digestOf('another'), content.length), false)
      await remote.put(digest, from)
      await damage(digest)
      await assert.rejects(remote.fetch(digest, to), (error) => {
        assert(isSwellError(error, 'data.remoteContentWrong'))
        assert.ok(error.message.includes(digest))
        return true
      })
      await assert.rejects(stat(to), { code: 'ENOENT' })
      await remote.put(digest, from)
      await remote.fetch(digest, to)
      assert.equal(await readFile(to, 'utf8'), content)
    },
  )

  test(`${name}: what it has not is missing`, options, async (t) => {
    const { remote } = await open(t)
    const { to } = await files(t)
    await assert.rejects(remote.fetch(digest, to), (error) =>
      isSwellError(error, 'data.remoteContentMissing'),
    )
    assert.equal(await remote.findRecord('tides', digest), undefined)
    assert.deepEqual(await remote.listRecords(), [])
    assert.deepEqual(await remote.listRecords('tides'), [])
  })

  test(`${name}: records are found, and listed by age`, options, async (t) => {
    const { remote } = await open(t)
    const newer = { ...recordOf('tides', 2), createdAt: new Date('2026-04-01'), message: 'clean' }
    const older = recordOf('tides', 1)
    const other = { ...recordOf('swells', 1), createdAt: new Date('2026-03-15') }
    for (const record of [newer, older, other, older]) await remote.putRecord(record)
    assert.deepEqual(await remote.findRecord('tides', newer.digest), newer)
    assert.equal(await remote.findRecord('swells', newer.digest), undefined)
    assert.deepEqual(await remote.listRecords(), [older, other, newer])
    assert.deepEqual(await remote.listRecords('tides'), [older, newer])
  })

  test(`${name}: moves of aliases are found by their ids`, options, async (t) => {
    const { remote } = await open(t)
    const move = moveOf('mov_1', undefined)
    const next = moveOf('mov_2', digest)
    assert.deepEqual(await remote.listMoveIds('tides'), [])
    for (const one of [move, next, move]) await remote.putMove(one)
    assert.deepEqual((await remote.listMoveIds('tides')).toSorted(), ['mov_1', 'mov_2'])
    assert.deepEqual(await remote.findMove('tides', 'mov_1'), move)
    assert.deepEqual(await remote.findMove('tides', 'mov_2'), next)
    assert.equal(await remote.findMove('tides', 'mov_3'), undefined)
    assert.deepEqual(await remote.listRecords('tides'), [])
  })
}

function moveOf(id: string, from: Digest | undefined): AliasMoveRecord {
  return {
    id: id as AliasMoveRecord['id'],
    dataset: 'tides',
    alias: 'reference',
    from,
    to: digestOf(id),
    movedAt: noon,
    by: 'ada',
    reason: 'checked',
  }
}

function recordOf(dataset: string, version: number): VersionRecord {
  return {
    dataset,
    version,
    digest: digestOf(`${dataset} ${version}`),
    places: digestOf('places'),
    kind: 'folder',
    fileCount: 2,
    sizeBytes: 12,
    createdAt: noon,
    message: undefined,
  }
}

async function files(t: TestContext): Promise<{ from: string; to: string }> {
  const folder = await temporaryFolder(t)
  const from = join(folder, 'from.txt')
  await writeFile(from, content)
  return { from, to: join(folder, 'to.txt') }
}
