import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { appendRows, freezeView, loadGroup } from '../../src/features/index.ts'
import { byTime } from '../../src/learn/index.ts'
import {
  batchPredictions,
  fsPredictionJournal,
  openService,
  predictForecast,
  replayPrediction,
  whyPrediction,
} from '../../src/serving/index.ts'
import { linkLineage, sqlLineageStore, sqlRunStore, startRun } from '../../src/tracking/index.ts'
import {
  emptyServedStore,
  hours,
  noon,
  promote,
  registerVersion,
  reports,
  surf,
  surfHeight,
  surfService,
  swells,
  tellSwells,
} from './served-surf.ts'

/** Two bulletins loaded, a training set frozen, a version trained in a run of known code. */
async function trainedStore() {
  const own = await emptyServedStore()
  const runs = sqlRunStore(own.database)
  const store = { ...own, runs, lineage: sqlLineageStore(own.database) }
  await mkdir(join(store.root, 'bulletins'))
  for (const [name, from] of [
    ['old.txt', -48],
    ['new.txt', -12],
  ] as const) {
    const lines = [0, 6, 12, 18].map(
      (ahead) => `lahinch ${hours(from + ahead).toISOString()} ${from + 50} 10`,
    )
    await writeFile(join(store.root, 'bulletins', name), lines.join('\n'))
    await loadGroup(store, swells)
  }
  const labels = [-40, -30, -20, -10].map((at) => ({
    beachId: 'lahinch',
    observedAt: hours(at),
    waveHeight: 3,
  }))
  await appendRows(store, reports, labels, { runId: undefined, knownAt: noon })
  const set = await freezeView(store, surf, { split: byTime({ test: 0.5 }), fingerprint: 'f' })
  const run = await startRun(store, {
    kind: 'training',
    name: 'surf-height',
    code: { commit: '0123456789abcdef', dirty: false, fingerprint: 'fingerprint' },
  })
  await registerVersion(store, { offset: 0, trainingSetId: set.id, runId: run.id })
  await promote(store, 1)
  const journal = fsPredictionJournal(surfService, { state: store.state, now: store.now })
  return { ...store, journal, set, run }
}

test('a prediction is traced to the file of its features, and to the training and its code', async () => {
  const store = await trainedStore()
  const service = await openService(store, surfService)
  const [answer] = (await service.predict([{ beachId: 'lahinch' }])).predictions
  const id = answer?.predictionId ?? ''
  const { nodes, edges } = await whyPrediction(store, [surfHeight], id)
  const labelOf = (node: string) => nodes.find((one) => one.id === node)?.label
  assert.deepEqual(
    edges.map(({ from, to, text }) => `${labelOf(to)} ← ${text} ← ${labelOf(from)}`),
    [
      `waveHeight ${answer?.waveHeight} ← computed from ← row of swells`,
      'row of swells ← read from ← commit 2 of swells',
      'commit 2 of swells ← loaded from ← new.txt',
      'new.txt ← read from ← bulletins',
      `waveHeight ${answer?.waveHeight} ← predicted by ← surf-height version 1`,
      'surf-height version 1 ← trained on ← surf training set 1',
      'surf training set 1 ← frozen into ← 2 commits of swells',
      '2 commits of swells ← read from ← bulletins',
      'surf training set 1 ← frozen into ← 1 commit of reports',
      'surf-height version 1 ← trained in ← training surf-height',
      'training surf-height ← ran ← code at 0123456789',
    ],
  )
  assert.deepEqual(nodes.find(({ label }) => label === '2 commits of swells')?.details, {
    group: 'swells',
    commitCount: 2,
    rowCount: 8,
    deliveryCount: 2,
  })
  assert.deepEqual(nodes.find(({ kind }) => kind === 'feature-row')?.details, {
    height: 38,
    highest: 38,
  })
  await assert.rejects(whyPrediction(store, [surfHeight], 'prd_none'), {
    code: 'serving.predictionNotFound',
  })
  await service.close()
  await store.close()
})

test('a prediction of a batch is traced to the run that made it', async () => {
  const store = await trainedStore()
  const step = await startRun(store, { kind: 'step', name: 'predict' })
  const batch = await predictForecast(store, {
    model: surfHeight,
    version: 1,
    ahead: '2d',
    runId: step.id,
  })
  assert.ok(batch)
  const [first] = await batchPredictions(store, surfHeight, batch)
  const { nodes, edges } = await whyPrediction(store, [surfHeight], first?.id ?? '')
  assert.deepEqual(
    edges.filter(({ from }) => from === step.id),
    [{ from: step.id, to: first?.id, text: 'predicted in' }],
  )
  assert.equal(nodes.find(({ id }) => id === step.id)?.label, 'step predict')
  await store.close()
})

test('versions of datasets that a run read are told, and the runs that wrote them', async () => {
  const store = await trainedStore()
  const imported = await startRun(store, { kind: 'step', name: 'import' })
  const tides = { kind: 'dataset', id: 'tides@3' }
  await linkLineage(store, [
    { from: { kind: 'run', id: imported.id }, to: tides, relation: 'wrote' },
    { from: tides, to: { kind: 'run', id: store.run.id }, relation: 'read by' },
  ])
  const service = await openService(store, surfService)
  const [answer] = (await service.predict([{ beachId: 'lahinch' }])).predictions
  const { nodes, edges } = await whyPrediction(store, [surfHeight], answer?.predictionId ?? '')
  const labelOf = (node: string) => nodes.find((one) => one.id === node)?.label
  assert.deepEqual(
    edges.slice(-2).map(({ from, to, text }) => `${labelOf(to)} ← ${text} ← ${labelOf(from)}`),
    ['training surf-height ← read by ← tides@3', 'tides@3 ← wrote ← step import'],
  )
  await service.close()
  await store.close()
})

test('a prediction is made again to the bit, whatever was committed since', async () => {
  const store = await trainedStore()
  const service = await openService(store, surfService)
  const asked = [{ beachId: 'lahinch' }, { beachId: 'lahinch', height: 2, at: hours(3) }]
  const { predictions } = await service.predict(asked)
  await tellSwells(store, -48, 48, 7)
  const batch = await predictForecast(store, { model: surfHeight, version: 1, ahead: '2d' })
  assert.ok(batch)
  const stored = await batchPredictions(store, surfHeight, batch)
  assert.ok(stored.length > 5)
  const ids = [...predictions.map((one) => one.predictionId), ...stored.map(({ id }) => id)]
  for (const id of ids) {
    const { isEqual, differences } = await replayPrediction(
      store,
      { models: [surfHeight], services: [] },
      id,
    )
    assert.deepEqual([isEqual, differences], [true, []])
  }
  await service.close()
  await store.close()
})
