import assert from 'node:assert/strict'
import { chmod, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { digestOf, type Digest } from '../../src/base/index.ts'
import { examineBlobs, examineGarbage } from '../../src/cli/examine-blobs.ts'
import { openLive } from '../../src/cli/live.ts'
import { plainStyle } from '../../src/cli/style.ts'
import { listNamedBlobs } from '../../src/cli/list-named-blobs.ts'
import { sqlDatasetStore } from '../../src/data/index.ts'
import { sqlLoggedFiles } from '../../src/tracking/index.ts'
import { largeContent, openDatasets, type DatasetsAtHand } from '../data/datasets/open-datasets.ts'

const live = openLive({ write: () => true }, plainStyle, () => 0)
const context = { live, signal: new AbortController().signal }

test('a damaged and a missing blob are told with what they belong to, of runs and datasets alike', async (t) => {
  const data = await openDatasets(t)
  await data.write('tides/large.csv', largeContent)
  await data.write('tides/small.csv', 'small')
  await data.add('tides')
  const plot = await data.blobs.put(new TextEncoder().encode('a plot'))
  await insertArtifact(data, plot)
  assert.match((await examineBlobs(data, context)).found, /^5 blobs, .*, all whole$/)
  const large = digestOf(largeContent)
  await chmod(pathOf(data, large), 0o644)
  await writeFile(pathOf(data, large), 'x')
  await rm(pathOf(data, plot))
  const { state, found } = await examineBlobs(data, context)
  assert.equal(state, 'wrong')
  assert.match(found, new RegExp(`${plot.slice(0, 12)} is missing \\(plot of run run_1\\)`))
  assert.match(found, new RegExp(`${large.slice(0, 12)} is damaged \\(version 1 of tides\\)`))
})

test('of a store that is too large to read the small blobs are read, and that is said', async (t) => {
  const data = await openDatasets(t)
  await data.write('tides/large.csv', largeContent)
  await data.add('tides')
  const { state, found } = await examineBlobs(data, context, 10_000)
  assert.equal(state, 'well')
  assert.match(found, /all there, and whole as far as they were read \(304 kB were not/)
})

test('what nothing refers to is told, once it is old', async (t) => {
  const data = await openDatasets(t)
  const digest = await data.blobs.put(new TextEncoder().encode('nobody needs this'))
  assert.equal(await examineGarbage(data), undefined)
  await utimes(pathOf(data, digest), new Date(0), new Date(0))
  assert.match((await examineGarbage(data))?.found ?? '', /^1 blob, 17 B, that nothing refers to$/)
  assert.deepEqual(await sqlDatasetStore(data.database).list(), [])
})

test('a file that a client has logged is content that something refers to', async (t) => {
  const data = await openDatasets(t)
  const digest = await data.blobs.put(new TextEncoder().encode('weights'))
  await sqlLoggedFiles(data.database).put({
    path: '1/run/artifacts/weights.bin',
    digest,
    sizeBytes: 7,
    mediaType: 'application/octet-stream',
    loggedAt: new Date(0),
  })
  await utimes(pathOf(data, digest), new Date(0), new Date(0))
  assert.deepEqual(
    await listNamedBlobs(data),
    new Map([[digest, 'logged file 1/run/artifacts/weights.bin']]),
  )
  assert.equal(await examineGarbage(data), undefined)
})

function pathOf({ state }: DatasetsAtHand, digest: Digest): string {
  return join(state, 'blobs', digest.slice(0, 2), digest.slice(2))
}

async function insertArtifact({ database }: DatasetsAtHand, digest: Digest): Promise<void> {
  const at = '2026-03-01T12:00:00.000Z'
  const run = { run_id: 'run_1', kind: 'step', name: 'plot', parent_run_id: null, owner: 'x' }
  const ended = { status: 'succeeded', started_at: at, ended_at: at, error: null, reason: null }
  const made = { settings: '{}', code: '{}', inputs: '{}', outputs: null, cache_key: null }
  await database.queries
    .insertInto('runs')
    .values({ ...run, ...ended, ...made })
    .execute()
  const media_type = 'image/png'
  const artifact = { run_id: 'run_1', name: 'plot', size_bytes: 6, media_type, digest }
  await database.queries.insertInto('artifacts').values(artifact).execute()
}
