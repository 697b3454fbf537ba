import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { digestOf } from '../../src/base/index.ts'
import {
  approveVersion,
  findInProduction,
  markChecked,
  promoteVersion,
  removeAlias,
  rollBack,
  sqlModelNotes,
  sqlModelStore,
  type Examination,
  type ExaminationId,
  type ModelVersion,
} from '../../src/registry/index.ts'
import { noon, temporaryDatabase } from '../storage/temporary-database.ts'

const trained: Omit<ModelVersion, 'version'> = {
  model: 'surf',
  createdAt: noon,
  runId: undefined,
  trainingSetId: undefined,
  contentDigest: digestOf('what was learned'),
  files: {},
  evaluation: { rowCount: 10, metrics: { mae: 0.5 }, slices: {} },
  baselines: {},
  signature: { inputs: [], output: { name: 'height', type: 'float' } },
  details: { learner: 'trees', predictionMs: 0.01, parity: 0, importance: [], sizeBytes: 5 },
}

/** A model with versions 1 to 4, and a clock that goes on by a minute each time it is asked. */
async function openLab(t: TestContext) {
  const database = await temporaryDatabase(t)
  let ms = noon.getTime()
  const now = () => new Date((ms += 60_000))
  const models = sqlModelStore({ database, now })
  for (let version = 1; version <= 4; version += 1) await models.insert(trained)
  return { database, now, models, notes: sqlModelNotes({ database, now }), at: () => new Date(ms) }
}

const champion = { model: 'surf', alias: 'champion', by: 'ada' }
const held = { gate: 'mae', held: true, found: '0.5', wanted: '< 1' }

function examined(version: number, against: number | undefined, isHeld = true): Examination {
  return {
    id: `exa_${version}` as ExaminationId,
    model: 'surf',
    version,
    alias: 'champion',
    against,
    examinedAt: noon,
    by: 'ada',
    tookMs: 5,
    held: isHeld,
    results: [{ ...held, held: isHeld }],
  }
}

test('a promotion counts against the version that the gates were asked beside', async (t) => {
  const lab = await openLab(t)
  const promote = (version: number, against: number | undefined) =>
    promoteVersion(lab, {
      ...champion,
      version,
      gates: [held],
      examination: examined(version, against),
    })
  await promote(1, undefined)
  // Both were examined beside version 1; the second would replace one that it was never measured against.
  await promote(2, 1)
  await assert.rejects(promote(3, 1), {
    code: 'registry.aliasMovedMeanwhile',
    message:
      'Somebody else moved alias champion of model surf to version 2 in the meantime; it was left there.',
  })
  const [last] = await lab.models.listMoves('surf')
  assert.deepEqual([last?.to, last?.examinationId], [2, 'exa_2'])
})

test('going back goes one version further each time, and forward again by a promotion', async (t) => {
  const lab = await openLab(t)
  const versionNow = async () => (await lab.models.findAlias('surf', 'champion'))?.version
  for (const version of [1, 2, 3])
    await promoteVersion(lab, { ...champion, version, gates: [held] })
  const back = await rollBack(lab, champion)
  assert.deepEqual(
    [back.from, back.to, back.reason, back.gates],
    [3, 2, 'rolled back from version 3', [held]],
  )
  await rollBack(lab, champion)
  assert.equal(await versionNow(), 1)
  await assert.rejects(rollBack(lab, champion), { code: 'registry.nothingToRollBackTo' })
  await promoteVersion(lab, { ...champion, version: 4, gates: [] })
  await rollBack(lab, champion)
  assert.equal(await versionNow(), 1)
})

test('a version that was deleted is not gone back to', async (t) => {
  const lab = await openLab(t)
  for (const version of [1, 2, 3]) await promoteVersion(lab, { ...champion, version, gates: [] })
  await lab.notes.deleteVersion('surf', 2, 'ada')
  assert.equal((await rollBack(lab, champion)).to, 1)
})

test('what was in production is told for any moment, also after an alias was taken away', async (t) => {
  const lab = await openLab(t)
  const first = await promoteVersion(lab, { ...champion, version: 1, gates: [held] })
  const between = lab.at()
  const second = await promoteVersion(lab, {
    ...champion,
    version: 2,
    gates: [],
    reason: 'why not',
  })
  const gone = await removeAlias(lab, champion)
  const find = (at: Date) => findInProduction(lab.models, 'surf', { alias: 'champion', at })
  assert.equal(await find(noon), undefined)
  assert.deepEqual(await find(between), {
    model: 'surf',
    alias: 'champion',
    version: 1,
    since: first?.movedAt,
    until: second?.movedAt,
    move: first,
  })
  assert.equal((await find(second?.movedAt ?? noon))?.version, 2)
  assert.equal(await find(gone.movedAt), undefined)
  const later = await lab.models.listMovesAfter(first?.sequence ?? 0)
  assert.deepEqual(later, [second, gone])
})

test('a version is checked by its gates, and approved by a person once its card is written', async (t) => {
  const lab = await openLab(t)
  const card = { intendedUse: 'surf', notFor: 'ships', caveats: 'no storms' }
  const approval = { model: 'surf', version: 1, by: 'bob', card }
  await markChecked(lab, examined(1, undefined, false))
  assert.equal((await lab.notes.get('surf', 1)).stage, 'candidate')
  await assert.rejects(approveVersion(lab, approval), { code: 'registry.notChecked' })
  await markChecked(lab, examined(1, undefined))
  const early = { ...approval, card: { ...card, caveats: ' ' } }
  await assert.rejects(approveVersion(lab, early), { code: 'registry.cardNotWritten' })
  await approveVersion(lab, approval)
  assert.equal(await approveVersion(lab, approval), undefined)
  const moves = await lab.notes.listStageMoves('surf')
  assert.deepEqual(
    moves.map(({ from, to, by, byRule, examinationId }) => [from, to, by, byRule, examinationId]),
    [
      ['checked', 'approved', 'bob', false, undefined],
      ['candidate', 'checked', 'ada', true, 'exa_1'],
    ],
  )
})

test('a renamed model keeps its versions, aliases and past', async (t) => {
  const lab = await openLab(t)
  await promoteVersion(lab, { ...champion, version: 2, gates: [held] })
  await lab.notes.setTag('surf', 2, ['season', 'winter'])
  await lab.notes.renameModel('surf', 'waves')
  assert.deepEqual(
    (await lab.models.list('waves')).map(({ version }) => version),
    [4, 3, 2, 1],
  )
  assert.equal((await lab.models.findAlias('waves', 'champion'))?.version, 2)
  assert.deepEqual((await lab.notes.get('waves', 2)).tags, { season: 'winter' })
  assert.equal((await lab.models.listMoves('waves')).length, 1)
  assert.deepEqual(await lab.models.list('surf'), [])
  await lab.models.insert(trained)
  await assert.rejects(lab.notes.renameModel('waves', 'surf'), { code: 'registry.modelNameTaken' })
})
