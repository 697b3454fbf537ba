import assert from 'node:assert/strict'
import { chmod, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { digestOf, isSwellError, type Digest } from '../../../src/base/index.ts'
import { collectGarbage, readVersionFiles } from '../../../src/data/index.ts'
import { largeContent, openDatasets, type DatasetsAtHand } from './open-datasets.ts'

/** A second into the future, so that what was put just now is old enough. */
const now = { dryRun: false, olderThanMs: -1000 }

test('only what nothing can reach is removed, and a dry run removes nothing', async (t) => {
  const data = await openDatasets(t)
  await data.write('tides/small.csv', 'small')
  await data.write('tides/large.csv', largeContent)
  const first = await data.add('tides')
  await data.write('tides/small.csv', 'another')
  await data.write('tides/large.csv', `${largeContent}more`)
  await data.add('tides')
  const orphan = await put(data, 'orphan')
  const dry = await collectGarbage(data, { ...now, dryRun: true })
  assert.deepEqual(dry.garbage, [{ digest: orphan, sizeBytes: 6 }])
  assert.equal(await data.blobs.has(orphan), true)
  const collected = await collectGarbage(data, now)
  assert.deepEqual(collected, dry)
  assert.equal(collected.keptCount, 8)
  assert.equal(await data.blobs.has(orphan), false)
  const { manifest, places } = await readVersionFiles(data.blobs, first.version)
  for (const [at, { digest }] of manifest.files.entries()) {
    const place = places[at] ?? 'own'
    assert.ok(await data.blobs.has(place === 'own' ? digest : place.pack))
  }
})

test('what was put lately is spared, as it may not be recorded yet', async (t) => {
  const data = await openDatasets(t)
  const orphan = await put(data, 'orphan')
  const { garbage, spared } = await collectGarbage(data, { dryRun: false, olderThanMs: 60_000 })
  assert.deepEqual({ garbage, spared }, { garbage: [], spared: [{ digest: orphan, sizeBytes: 6 }] })
})

test('every table that names a blob holds on to it', async (t) => {
  const data = await openDatasets(t)
  const { queries } = data.database
  const blob = (name: string) => put(data, name)
  const at = '2026-03-01T12:00:00.000Z'
  const kept: Record<string, Digest> = {}
  const keep = async (name: string): Promise<Digest> => (kept[name] = await blob(name))
  await queries
    .insertInto('runs')
    .values({
      run_id: 'run_1',
      kind: 'step',
      name: 'load',
      parent_run_id: null,
      status: 'succeeded',
      owner: 'x',
      started_at: at,
      ended_at: at,
      settings: '{}',
      code: '{}',
      inputs: JSON.stringify({ texts: await keep('inputs of a run') }),
      outputs: JSON.stringify({ table: { digest: await keep('outputs of a run') } }),
      cache_key: null,
      reason: null,
      error: null,
    })
    .execute()
  await queries
    .insertInto('artifacts')
    .values({
      run_id: 'run_1',
      name: 'plot',
      size_bytes: 1,
      media_type: 'image/png',
      digest: await keep('artifact'),
    })
    .execute()
  await queries
    .insertInto('deliveries')
    .values({
      delivery_id: 'del_1',
      source: 'bulletins',
      group_name: 'swells',
      name: 'a.txt',
      digest: digestOf('a text'),
      size_bytes: 1,
      stamp: null,
      status: 'accepted',
      reason: null,
      read_at: at,
      run_id: null,
      archive: await keep('archive of deliveries'),
      archived_as: 'text',
    })
    .execute()
  await queries
    .insertInto('commits')
    .values({
      commit_id: 'com_1',
      group_name: 'swells',
      sequence: 1,
      committed_at: at,
      run_id: null,
      row_count: 1,
      content_digest: 'x',
      statistics: '{}',
      schema: '{}',
      checks: '[]',
      kind: 'append',
      committed_by: null,
      code: null,
      arrival: null,
      min_event_at: at,
      max_event_at: at,
      size_bytes: 1,
    })
    .execute()
  await queries
    .insertInto('segments')
    .values({
      commit_id: 'com_1',
      position: 0,
      row_count: 1,
      size_bytes: 1,
      min_event_at: at,
      max_event_at: at,
      digest: await keep('segment'),
      last_sequence: null,
      columns: null,
      deleted_count: 0,
    })
    .execute()
  await queries
    .insertInto('training_sets')
    .values({
      training_set_id: 'set_1',
      view_name: 'surf',
      version: 1,
      definition_digest: 'x',
      row_count: 1,
      split: '{}',
      statistics: '{}',
      commits: '{}',
      created_at: at,
      run_id: null,
      bounds: '{}',
      digest: await keep('training set'),
    })
    .execute()
  await queries
    .insertInto('model_versions')
    .values({
      model: 'surf',
      version: 1,
      created_at: at,
      run_id: null,
      training_set_id: 'set_1',
      content_digest: 'x',
      metrics: '{}',
      signature: '{}',
      details: '{}',
      files: JSON.stringify({ 'model.onnx': await keep('model file') }),
    })
    .execute()
  await queries
    .insertInto('prediction_batches')
    .values({
      batch_id: 'bat_1',
      model: 'surf',
      version: 1,
      commit_id: 'com_1',
      made_at: at,
      run_id: null,
      row_count: 1,
      details: JSON.stringify({ rows: await keep('predictions') }),
    })
    .execute()
  const inner = await keep('named by a blob that a run names')
  const list = await blob(JSON.stringify({ parts: ['x'.repeat(70_000), inner] }))
  await queries
    .updateTable('runs')
    .set({ reason: `made ${list}` })
    .execute()
  const orphan = await blob('orphan')

  const { garbage } = await collectGarbage(data, now)
  assert.deepEqual(
    garbage.map(({ digest }) => digest),
    [orphan],
  )
  for (const [name, digest] of Object.entries(kept)) assert.ok(await data.blobs.has(digest), name)
})

test('nothing is removed while the list of a version’s files is damaged', async (t) => {
  const data = await openDatasets(t)
  await data.write('tides/large.csv', largeContent)
  const { version } = await data.add('tides')
  const orphan = await put(data, 'orphan')
  const { digest } = version
  const path = join(data.state, 'blobs', digest.slice(0, 2), digest.slice(2))
  await chmod(path, 0o644)
  await writeFile(path, '{"files": []}')
  await assert.rejects(collectGarbage(data, now), (error) =>
    isSwellError(error, 'storage.blobDamaged'),
  )
  assert.equal(await data.blobs.has(orphan), true)
})

function put({ blobs }: DatasetsAtHand, content: string): Promise<Digest> {
  return blobs.put(Buffer.from(content))
}
