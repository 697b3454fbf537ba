import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boostedTrees, lasso, predictColumns, type FittedModel } from '../../src/learn/index.ts'
import { readTrainingPart } from '../../src/features/index.ts'
import { defineGate, readVersionFile } from '../../src/registry/index.ts'
import { listRuns } from '../../src/tracking/index.ts'
import { judgeVersion, trainModel } from '../../src/training/index.ts'
import { freezeSurf, surfHeight, trainingLab, trainOptions } from './training-lab.ts'

/** Time flies: a checkpoint is due after each round. */
function hurried() {
  let ms = 0
  return () => (ms += 10_000)
}

const long = { ...surfHeight, learner: boostedTrees({ trees: 40, minLeafRows: 5, rowShare: 0.6 }) }

test('a training that was broken off goes on, and gives what it would have given', async (t) => {
  const lab = { ...(await trainingLab(t)), stopwatch: hurried() }
  const set = await freezeSurf(lab)
  const stop = new AbortController()
  const broken = trainModel(lab, long, set, {
    ...trainOptions,
    signal: stop.signal,
    onProgress: ({ done }) => done === 15 && stop.abort(),
  })
  await assert.rejects(broken, { name: 'AbortError' })
  const [first] = await listRuns(lab, {})
  assert.ok(first?.status === 'failed')
  assert.deepEqual(
    (await lab.records.listArtifacts(first.id)).map(({ name }) => name),
    ['checkpoint.json'],
  )

  const rounds: number[] = []
  const onProgress = ({ done }: { readonly done: number }) => void rounds.push(done)
  const gone = await trainModel(lab, long, set, { ...trainOptions, onProgress })
  assert.ok((rounds[0] ?? 0) > 10, `it went on from ${rounds[0]}`)
  const [second] = await listRuns(lab, {})
  assert.ok(second !== undefined)
  const curve = (await lab.records.listMetrics(second.id)).filter(
    ({ name }) => name === 'trainingLoss',
  )
  assert.deepEqual(
    curve.map(({ step }) => step),
    Array.from({ length: 40 }, (_, at) => at + 1),
  )
  const artifacts = await lab.records.listArtifacts(second.id)
  assert.ok(!artifacts.some(({ name }) => name === 'checkpoint.json'))

  const again = await trainModel(lab, long, set, { ...trainOptions, fresh: true })
  assert.equal(again.contentDigest, gone.contentDigest)
})

test('a training of other settings begins anew', async (t) => {
  const lab = { ...(await trainingLab(t)), stopwatch: hurried() }
  const set = await freezeSurf(lab)
  const stop = new AbortController()
  const onProgress = ({ done }: { readonly done: number }) => done === 15 && stop.abort()
  const broken = trainModel(lab, long, set, { ...trainOptions, signal: stop.signal, onProgress })
  await assert.rejects(broken, { name: 'AbortError' })
  const rounds: number[] = []
  const other = { ...long, seed: 2 }
  await trainModel(lab, other, set, {
    ...trainOptions,
    onProgress: ({ done }) => void rounds.push(done),
  })
  assert.equal(rounds[0], 1)
})

test('a loss curve is there while it grows', async (t) => {
  const lab = await trainingLab(t)
  const heard: number[] = []
  await trainModel(lab, long, await freezeSurf(lab), {
    ...trainOptions,
    onLosses: ({ step, total, trainingLoss = Number.NaN }) => {
      assert.equal(total, 40)
      assert.ok(trainingLoss > 0)
      heard.push(step)
    },
  })
  assert.equal(heard.length, 40)
})

test('cross-validation measures on parts of the training rows, and is kept with the run', async (t) => {
  const lab = await trainingLab(t)
  const set = await freezeSurf(lab)
  const linear = { ...surfHeight, learner: lasso({ alpha: 0.01 }) }
  await trainModel(lab, linear, set, { ...trainOptions, folds: 4 })
  const [run] = await listRuns(lab, {})
  assert.ok(run?.status === 'succeeded')
  const { crossValidation } = run.outputs as {
    crossValidation: {
      folds: number
      metrics: Record<string, { mean: number; deviation: number; values: number[] }>
    }
  }
  assert.equal(crossValidation.folds, 4)
  const { mean, deviation, values } = crossValidation.metrics['mae'] ?? { values: [] }
  assert.equal(values.length, 4)
  assert.ok(Math.abs((mean ?? 0) - values.reduce((a, b) => a + b, 0) / 4) < 1e-12)
  assert.ok((deviation ?? 0) > 0 && (deviation ?? 0) < (mean ?? 0))
  const kept = await lab.records.listLatestMetrics([run.id])
  assert.equal(kept.get(run.id)?.['mae, cross-validated'], mean)
})

test('a model that learned again from all rows is judged by the one that did not', async (t) => {
  const lab = await trainingLab(t)
  const set = await freezeSurf(lab)
  const usual = await trainModel(lab, long, set, trainOptions)
  const refitted = await trainModel(lab, long, set, { ...trainOptions, refit: true })
  assert.equal(refitted.version, 2)
  assert.equal(refitted.details.refitRows, 200)
  assert.deepEqual(refitted.evaluation, usual.evaluation)
  assert.equal(refitted.files['measured.json'], usual.files['fitted.json'])

  const bytes = await readVersionFile(lab.blobs, refitted, 'fitted.json')
  const fitted = JSON.parse(new TextDecoder().decode(bytes)) as FittedModel
  const test = await readTrainingPart(lab, long.view, set, 'test')
  const said = predictColumns(fitted, test.features)
  const [metric] = long.measure
  assert.ok((metric?.of(test.label, said) ?? 1) < (usual.evaluation.metrics['mae'] ?? 0))

  const sees = defineGate('sees what was measured', ({ rows }) => ({
    held: metric?.of(rows.truth, rows.candidate) === usual.evaluation.metrics['mae'],
    found: '',
    wanted: '',
  }))
  const judged = await judgeVersion(lab, { ...long, gates: [sees] }, 2, 'champion')
  assert.deepEqual(
    judged.results.map(({ held }) => held),
    [true],
  )
})
