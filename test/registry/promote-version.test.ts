import assert from 'node:assert/strict'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { digestOf, isSwellError } from '../../src/base/index.ts'
import {
  getAliased,
  promoteVersion,
  sqlModelStore,
  type GateResult,
  type ModelVersion,
} from '../../src/registry/index.ts'
import { openSqliteDatabase } from '../../src/storage/index.ts'
import { sqlLineageStore } from '../../src/tracking/index.ts'

const noon = new Date('2026-03-01T12:00:00Z')

/** The registry as two processes have it: two connections to one database. */
async function twoRegistries() {
  const path = join(await mkdtemp(join(tmpdir(), 'groundswell-registry-')), 'metadata.sqlite')
  const now = () => noon
  const databases = [
    await openSqliteDatabase(path, { now }),
    await openSqliteDatabase(path, { now }),
  ]
  const [one, two] = databases.map((database) => ({
    database,
    now,
    models: sqlModelStore({ database, now }),
  }))
  assert.ok(one !== undefined && two !== undefined)
  const close = async () => {
    for (const database of databases) await database.close()
  }
  return { one, two, close }
}

const trained: Omit<ModelVersion, 'version'> = {
  model: 'surf-height',
  createdAt: noon,
  runId: undefined,
  trainingSetId: 'set_1',
  contentDigest: digestOf('what was learned'),
  files: { 'model.onnx': digestOf('graph') },
  evaluation: { rowCount: 10, metrics: { mae: 0.5 }, slices: {} },
  baselines: { mean: { mae: 1.2 } },
  signature: {
    inputs: [{ name: 'height', type: 'float', unit: 'm' }],
    output: { name: 'waveHeight', type: 'float', unit: 'ft' },
  },
  details: { learner: 'trees', predictionMs: 0.01, parity: 0, importance: [], sizeBytes: 5 },
}

const held: GateResult = {
  gate: 'mae beats the champion',
  held: true,
  found: '0.4',
  wanted: '< 0.5',
}
const failed: GateResult = { ...held, held: false, found: '0.6' }
const move = { model: 'surf-height', alias: 'champion', by: 'ada' }

test('versions that are made at the same time are numbered without gaps', async () => {
  const { one, two, close } = await twoRegistries()
  const stores = Array.from({ length: 12 }, (_, at) => (at % 2 === 0 ? one : two))
  const made = await Promise.all(stores.map(({ models }) => models.insert(trained)))
  assert.deepEqual(
    made.map(({ version }) => version).toSorted((a, b) => a - b),
    Array.from({ length: 12 }, (_, at) => at + 1),
  )
  assert.equal((await one.models.insert({ ...trained, model: 'wind' })).version, 1)
  await close()
})

test('a version is read back as it was registered, linked to its training set', async () => {
  const { one, two, close } = await twoRegistries()
  const made = await one.models.insert(trained)
  assert.deepEqual(await two.models.find('surf-height', 1), { ...trained, version: 1 })
  assert.deepEqual(made, { ...trained, version: 1 })
  const lineage = sqlLineageStore(one.database)
  assert.deepEqual(await lineage.list([{ kind: 'training-set', id: 'set_1' }], 'down'), [
    {
      from: { kind: 'training-set', id: 'set_1' },
      to: { kind: 'model-version', id: 'surf-height/1' },
      relation: 'trained into',
      at: noon,
    },
  ])
  await close()
})

test('of two promotions at the same time one moves the alias and the other is told', async () => {
  const { one, two, close } = await twoRegistries()
  for (let version = 1; version <= 3; version += 1) await one.models.insert(trained)
  await promoteVersion(one, { ...move, version: 1, gates: [] })
  const before = await one.models.findAlias('surf-height', 'champion')
  // Both have seen version 1 before either moves the alias.
  const slow = {
    ...two,
    models: { ...two.models, findAlias: async () => Promise.resolve(before) },
  }
  const ends = await Promise.allSettled([
    promoteVersion(one, { ...move, version: 2, gates: [] }),
    promoteVersion(slow, { ...move, version: 3, gates: [] }),
  ])
  const refused = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []))
  assert.equal(refused.length, 1)
  assert.ok(isSwellError(refused[0], 'registry.aliasMovedMeanwhile'))
  assert.equal(refused[0].kind, 'conflict')
  const moves = await one.models.listMoves('surf-height')
  const { version } = await getAliased(one.models, 'surf-height', 'champion')
  assert.deepEqual(
    moves.map(({ from, to }) => [from, to]).toSorted(([, a = 0], [, b = 0]) => a - b),
    [
      [undefined, 1],
      [1, version],
    ],
  )
  await close()
})

test('each move of an alias is kept with who, why and what the gates found', async () => {
  const { one, close } = await twoRegistries()
  const moments = [1, 2, 3].map((day) => new Date(Date.UTC(2026, 2, day)))
  for (let version = 1; version <= 2; version += 1) await one.models.insert(trained)
  const at = (day: number) => ({ ...one, now: () => moments[day] ?? noon })
  await promoteVersion(at(0), { ...move, version: 1, gates: [held] })
  await promoteVersion(at(1), { ...move, version: 2, gates: [failed], reason: 'windy days' })
  await promoteVersion(at(2), { ...move, by: 'bob', version: 1, gates: [], reason: 'back' })
  assert.equal(await promoteVersion(at(2), { ...move, version: 1, gates: [] }), undefined)
  assert.deepEqual(
    (await one.models.listMoves('surf-height')).map(
      ({ id: _id, examinationId: _none, ...rest }) => rest,
    ),
    [
      { sequence: 3, from: 2, to: 1, movedAt: moments[2], by: 'bob', reason: 'back', gates: [] },
      {
        sequence: 2,
        from: 1,
        to: 2,
        movedAt: moments[1],
        by: 'ada',
        reason: 'windy days',
        gates: [failed],
      },
      {
        sequence: 1,
        from: undefined,
        to: 1,
        movedAt: moments[0],
        by: 'ada',
        reason: undefined,
        gates: [held],
      },
    ].map((wanted) => ({ model: 'surf-height', alias: 'champion', ...wanted })),
  )
  assert.equal((await one.models.findAlias('surf-height', 'champion'))?.revision, 3)
  await close()
})

test('a gate that does not hold keeps the alias where it is', async () => {
  const { one, close } = await twoRegistries()
  await one.models.insert(trained)
  await assert.rejects(promoteVersion(one, { ...move, version: 1, gates: [held, failed] }), {
    code: 'registry.gateNotHeld',
    message:
      'Version 1 of surf-height may not become champion: mae beats the champion (found 0.6, wanted < 0.5).',
  })
  assert.equal(await one.models.findAlias('surf-height', 'champion'), undefined)
  await assert.rejects(getAliased(one.models, 'surf-height', 'champion'), {
    code: 'registry.aliasNotFound',
  })
  await close()
})

test('a version that is not there is named with those that are', async () => {
  const { one, close } = await twoRegistries()
  await one.models.insert(trained)
  await one.models.insert(trained)
  await assert.rejects(promoteVersion(one, { ...move, version: 7, gates: [] }), {
    code: 'registry.versionNotFound',
    message: 'Model surf-height has no version 7. There is: 2, 1.',
  })
  await close()
})
