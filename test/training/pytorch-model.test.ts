import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { appendRows, defineGroup, defineView, freezeView } from '../../src/features/index.ts'
import { byTime, explainBySampling, mae, meanBaseline } from '../../src/learn/index.ts'
import { openGraphColumns, worstSlice } from '../../src/registry/index.ts'
import { answerExplainer, type Answer } from '../../src/serving/index.ts'
import { float, text, timestamp } from '../../src/table/index.ts'
import { defineModel, importModel, judgeVersion, reportVersion } from '../../src/training/index.ts'
import { trainingLab, trainOptions, type TrainingLab } from './training-lab.ts'

/** A net that PyTorch has exported, and what shap says of it, by test/interop/learn/pytorch_model.py. */
const golden = JSON.parse(await readFile(goldenFile('pytorch.json'), 'utf8')) as {
  readonly names: readonly string[]
  readonly asked: readonly (readonly number[])[]
  readonly said: readonly number[]
  readonly background: readonly (readonly number[])[]
  readonly base: number
  readonly shap: readonly (readonly number[])[]
}

function goldenFile(name: string): URL {
  return new URL(`../golden/${name}`, import.meta.url)
}

const buoys = defineGroup({
  name: 'buoys',
  key: ['buoy'],
  time: 'seenAt',
  columns: {
    buoy: text(),
    seenAt: timestamp(),
    height: float(),
    period: float(),
    wind: float(),
    tide: float(),
  },
})
const waves = defineGroup({
  name: 'waves',
  key: ['buoy'],
  time: 'seenAt',
  columns: { buoy: text(), seenAt: timestamp(), waves: float({ unit: 'ft' }) },
})
const split = byTime({ test: 0.25 })
const net = defineModel({
  name: 'net',
  view: defineView({
    name: 'waves',
    label: waves.column('waves'),
    features: {
      height: buoys.latest('height'),
      period: buoys.latest('period'),
      wind: buoys.latest('wind'),
      tide: buoys.latest('tide'),
    },
  }),
  learner: meanBaseline(),
  split,
  measure: [mae()],
  baselines: { mean: meanBaseline() },
  slices: ['buoy'],
  gates: [worstSlice('mae').below(0.001)],
})

/** What the net says, as if it had come true. */
async function appendAsked(lab: TrainingLab): Promise<void> {
  const rows = Array.from({ length: 4 * golden.asked.length }, (_, at) => {
    const [height = 0, period = 0, wind = 0, tide = 0] = golden.asked[at >> 2] ?? []
    const seenAt = new Date(Date.UTC(2025, 0, 1 + at))
    const own = { buoy: 'a', seenAt }
    return {
      seen: { ...own, height, period, wind, tide },
      came: { ...own, waves: golden.said[at >> 2] ?? 0 },
    }
  })
  const known = { runId: undefined, knownAt: new Date(Date.UTC(2025, 0, 1)) }
  await appendRows(
    lab,
    buoys,
    rows.map(({ seen }) => seen),
    known,
  )
  await appendRows(
    lab,
    waves,
    rows.map(({ came }) => came),
    known,
  )
}

test('a net that PyTorch exported is evaluated, gated and explained as any other version', async (t) => {
  const lab = await trainingLab(t)
  await appendAsked(lab)
  const set = await freezeView(lab, net.view, { split, fingerprint: 'code 1' })
  const bytes = await readFile(goldenFile('pytorch.onnx'))
  const { code } = trainOptions
  const version = await importModel(lab, net, set, { code, bytes, columns: golden.names })
  assert.match(String(version.details.importedFrom), /^pytorch 2\.9\.1/)
  const { results } = await judgeVersion(lab, net, 1, 'champion')
  assert.deepEqual(
    results.map(({ held }) => held),
    [true],
  )

  const report = await reportVersion(lab, net, { version: 1, alias: 'champion' })
  assert.ok(Number(report.metrics[0]?.value) < 1e-5)
  assert.ok(report.importance.every(({ value, low, high }) => low <= value && value <= high))
  assert.deepEqual(
    report.importance.map(({ column }) => column).toSorted(),
    [...golden.names].toSorted(),
  )
  assert.equal(report.contributions?.columns.length, 4)
  assert.ok(report.contributions.columns.every(({ size }) => size > 0))
  assert.ok(report.dependence.length === 4 && report.cost.latency !== undefined)

  const [height = 0, period = 0, wind = 0, tide = 0] = golden.asked[0] ?? []
  const prediction = { predictionId: 'prd_1', height, period, wind, tide, waves: golden.said[0] }
  const answer = { model: 'net', version: 1, predictions: [prediction] } as unknown as Answer
  const { predictions } = await answerExplainer(lab)(answer)
  const { scale, base, contributions } = predictions[0]?.explanation ?? assert.fail()
  assert.equal(scale, 'prediction')
  const sum = Object.values(contributions).reduce((all, one) => all + one, base)
  assert.ok(Math.abs(sum - (golden.said[0] ?? 0)) < 1e-5)

  const graph = await openGraphColumns(lab.blobs, version)
  t.after(graph.close)
  const background = golden.names.map((name, at) => ({
    name,
    kind: 'number' as const,
    values: golden.background.map((row) => row[at] ?? null),
  }))
  const explain = explainBySampling(graph, background)
  const asked = golden.names.map((name, at) => ({
    name,
    kind: 'number' as const,
    values: Float64Array.from(golden.asked, (row) => row[at] ?? Number.NaN),
  }))
  const found = await explain(asked)
  // shap's KernelExplainer over all coalitions: exact, as ours is of few columns, on a graph of 32-bit numbers.
  assert.ok(found.base.every((value) => Math.abs(value - golden.base) < 1e-5))
  for (const [at, wanted] of golden.shap.flat().entries()) {
    assert.ok(Math.abs((found.contributions[at] ?? 0) - wanted) < 1e-5, `place ${at}`)
  }
})
