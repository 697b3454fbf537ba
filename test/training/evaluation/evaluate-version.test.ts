import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import {
  appendRows,
  defineGroup,
  defineView,
  freezeView,
  type TrainingSet,
} from '../../../src/features/index.ts'
import {
  boostedTrees,
  byTime,
  classAccuracy,
  classLogLoss,
  macroF1,
  meanBaseline,
  mostFrequentBaseline,
  multinomialRegression,
  ndcg,
  oneVsRestAuc,
} from '../../../src/learn/index.ts'
import {
  beats,
  fairness,
  promoteVersion,
  type EvaluationReport,
  withstandsMissing,
  withstandsNoise,
  worstSlice,
  type ReportedPictures,
} from '../../../src/registry/index.ts'
import { renderEvaluation } from '../../../src/site/index.ts'
import { float, text, timestamp } from '../../../src/table/index.ts'
import {
  compareVersions,
  defineModel,
  judgeVersion,
  measureHeldOut,
  reportVersion,
  runSweep,
  trainModel,
  type Model,
} from '../../../src/training/index.ts'
import { trainingLab, trainOptions, type TrainingLab } from '../training-lab.ts'

const visits = defineGroup({
  name: 'visits',
  key: ['page'],
  time: 'seenAt',
  columns: { page: text(), seenAt: timestamp(), use: float() },
})
const pages = defineGroup({
  name: 'pages',
  key: ['page'],
  time: 'madeAt',
  columns: { page: text(), madeAt: timestamp(), search: text(), fit: float(), age: float() },
})
const view = defineView({
  name: 'pages',
  label: visits.column('use'),
  features: {
    search: pages.latest('search'),
    fit: pages.latest('fit'),
    age: pages.latest('age'),
  },
})
const split = byTime({ test: 0.3 })

/** Ten pages for each search, of no use (0), some (1) or much (2), by two columns and a bit of chance. */
async function appendPages(lab: TrainingLab): Promise<void> {
  const random = seededRandom('pages')
  const rows = Array.from({ length: 900 }, (_, at) => {
    const page = `p${at}`
    const seenAt = new Date(Date.UTC(2025, 0, 1 + Math.floor(at / 10)))
    const [fit, age] = [random.normal(), random.normal()]
    const score = fit - 0.5 * age + 0.4 * random.normal()
    const use = score > 0.8 ? 2 : score > -0.4 ? 1 : 0
    return { page, seenAt, madeAt: seenAt, search: `s${Math.floor(at / 10)}`, fit, age, use }
  })
  const known = { runId: undefined, knownAt: new Date(Date.UTC(2025, 0, 1)) }
  await appendRows(
    lab,
    pages,
    rows.map(({ page, madeAt, search, fit, age }) => ({ page, madeAt, search, fit, age })),
    known,
  )
  await appendRows(
    lab,
    visits,
    rows.map(({ page, seenAt, use }) => ({ page, seenAt, use })),
    known,
  )
}

test('reports of versions', async (t) => {
  const lab = await trainingLab(t)
  await appendPages(lab)
  const set = await freezeView(lab, view, { split, fingerprint: 'code 1' })

  await t.test('several classes are told class by class, beside the champion', async () => {
    const model = defineModel({
      name: 'use',
      view,
      learner: multinomialRegression(),
      encode: {},
      split,
      measure: [classAccuracy(), macroF1()],
      baselines: { commonest: mostFrequentBaseline() },
    })
    const dull = { ...model, learner: boostedTrees({ loss: 'classes', trees: 2, maxLeaves: 2 }) }
    await trainModel(lab, dull, set, trainOptions)
    await promoteVersion(lab, { model: 'use', version: 1, alias: 'champion', by: 'ada', gates: [] })
    await trainModel(lab, model, set, trainOptions)
    const report = await reportVersion(lab, model, { version: 2, alias: 'champion' })

    assert.equal(report.kind, 'classes')
    assert.equal(report.loss, 'classLogLoss')
    const valueOf = (name: string) => report.metrics.find((own) => own.name === name)
    for (const name of ['classLogLoss', 'oneVsRestAuc', 'pairwiseAuc', 'macroAveragePrecision']) {
      const own = valueOf(name)
      assert.ok(own !== undefined && own.low < own.value && own.value < own.high, name)
    }
    assert.ok(Number(valueOf('oneVsRestAuc')?.value) > 0.85)
    assertClasses(report.pictures)
    const [gain] = report.champion?.metrics ?? []
    assert.ok(gain !== undefined && gain.gain.low > 0, 'surely better than two stumps')
    assert.ok(Number(report.champion?.test.p) < 0.01)
    assertDependence(report)
    assertTimed(report)
    const page = renderEvaluation(report, { tokensCss: '' })
    assert.match(page, /Class by class/)
    assert.equal(page.match(/<figcaption>ROC: /g)?.length, 3)
    assert.equal(page.match(/<details open>/g)?.length, 1)
  })

  await t.test('how likely classes were held to be counts wherever a metric does', async () => {
    const model = defineModel({
      name: 'odds',
      view,
      learner: multinomialRegression(),
      split,
      measure: [classLogLoss(), oneVsRestAuc()],
      baselines: { commonest: mostFrequentBaseline() },
      slices: ['search'],
      gates: [
        beats('baseline', 'classLogLoss'),
        beats('champion', 'classLogLoss', { confidence: 0.9 }),
        fairness('search', 'classLogLoss', { minRows: 3 }).within(100),
        withstandsNoise({ share: 0.01, by: 0.5 }),
        withstandsMissing({ by: 100 }),
        worstSlice('classLogLoss').below(100),
      ],
    })
    const dull = { ...model, learner: boostedTrees({ loss: 'classes', trees: 2, maxLeaves: 2 }) }
    await trainModel(lab, dull, set, trainOptions)
    await promoteVersion(lab, {
      model: 'odds',
      version: 1,
      alias: 'champion',
      by: 'ada',
      gates: [],
    })
    const version = await trainModel(lab, model, set, { ...trainOptions, folds: 2 })
    const { classLogLoss: loss = Number.NaN, oneVsRestAuc: area } = version.evaluation.metrics
    assert.ok(loss > 0 && loss < 1 && Number(area) > 0.85, `${loss}, ${area}`)
    assert.equal(version.details.importance[0]?.feature, 'fit')
    assert.ok((version.details.importance[0]?.importance ?? 0) > 0.1)

    const { results } = await judgeVersion(lab, model, 2, 'champion')
    for (const { gate, held, found } of results) assert.ok(held, `${gate}: ${found}`)
    const { intervals } = await measureHeldOut(lab, model, version)
    assert.equal(intervals['classLogLoss']?.value, loss)
    const { metrics } = await compareVersions(lab, model, [1, 2])
    assert.ok(Number(metrics[0]?.gain.low) > 0)
    const options = { version: 2, alias: 'champion', learningCurve: true }
    const report = await reportVersion(lab, model, options)
    assert.equal(report.metrics[0]?.value, loss)
    assert.ok(Number(report.importance[0]?.low) > 0)
    assert.equal(report.pictures.learning?.at(-1)?.heldOut, loss)

    await assertFolds(lab, model, set)
  })

  await t.test('an order is measured, compared and gated query by query', async () => {
    const model = defineModel({
      name: 'order',
      view,
      learner: boostedTrees({ loss: 'ranking', query: 'search', trees: 30, minLeafRows: 5 }),
      split,
      measure: [ndcg({ query: 'search' }), ndcg({ query: 'search', best: 3 })],
      baselines: { none: meanBaseline() },
      gates: [beats('baseline', 'ndcg'), beats('champion', 'ndcg', { confidence: 0.9 })],
    })
    const stump = boostedTrees({ loss: 'ranking', query: 'search', trees: 1, maxLeaves: 2 })
    await trainModel(lab, { ...model, learner: stump }, set, trainOptions)
    await promoteVersion(lab, {
      model: 'order',
      version: 1,
      alias: 'champion',
      by: 'ada',
      gates: [],
    })
    const version = await trainModel(lab, model, set, trainOptions)
    const { evaluation, baselines } = version
    const { ndcg: all = 0, 'ndcg(3)': front = 0 } = evaluation.metrics
    assert.ok(all > 0.9 && all < 1 && front > 0.8 && front < all, `${all}, ${front}`)
    assert.ok(Number(baselines['none']?.['ndcg']) < all)
    const { results } = await judgeVersion(lab, model, 2, 'champion')
    assert.deepEqual(
      results.map(({ held }) => held),
      [true, true],
    )
    const { intervals } = await measureHeldOut(lab, model, version)
    const { ndcg: interval } = intervals
    assert.equal(interval?.value, all)
    assert.ok(interval.low < all && all < interval.high)
    const { metrics } = await compareVersions(lab, model, [1, 2])
    assert.ok(Number(metrics[0]?.gain.low) > 0)
    const report = await reportVersion(lab, model, { version: 2, alias: 'champion' })
    assert.equal(report.importance[0]?.column, 'fit')
    assert.equal(report.metrics[0]?.value, all)
  })
})

/** What folds of the last training and of a sweep came to, by the first metric. */
async function assertFolds(lab: TrainingLab, model: Model, set: TrainingSet): Promise<void> {
  const [run] = await lab.runs.list({ kind: 'training', name: model.name, limit: 1 })
  const { crossValidation } = (run?.status === 'succeeded' ? run.outputs : {}) as {
    crossValidation?: { metrics: Record<string, { mean: number }> }
  }
  assert.ok(Number(crossValidation?.metrics['classLogLoss']?.mean) < 1)
  const { signal } = new AbortController()
  const options = { ...trainOptions, parallel: 1, trialCount: 1, folds: 2, signal }
  const swept = await runSweep(lab, model, set, options)
  assert.ok(Number(swept.best?.value) < 1)
}

/** Every class has its rows, its metrics and its curves. */
function assertClasses({ classes = [], confusion }: ReportedPictures): void {
  assert.deepEqual(confusion?.classes, ['0', '1', '2'])
  const sums = confusion.counts.map((row) => row.reduce((sum, count) => sum + count, 0))
  assert.deepEqual(
    classes.map(({ name, rowCount }) => [name, rowCount]),
    sums.map((sum, at) => [String(at), sum]),
  )
  for (const { metrics, roc = [], precisionRecall = [], calibration = [] } of classes) {
    assert.ok(Object.values(metrics).every((value) => value !== null && value >= 0 && value <= 1))
    assert.deepEqual([roc[0]?.join(), roc.at(-1)?.join()], ['0,0', '1,1'])
    assert.ok(precisionRecall.length > 10 && calibration.length > 3)
  }
}

function assertDependence({ dependence }: EvaluationReport): void {
  const fit = dependence.find(({ column }) => column === 'fit')?.classes ?? []
  const rises = fit.map(({ mean }) => (mean.at(-1) ?? 0) > (mean[0] ?? 0))
  assert.deepEqual([rises[0], rises[2]], [false, true])
}

function assertTimed({ cost }: EvaluationReport): void {
  const { p50Ms = 0, p90Ms = 0, p99Ms = 0 } = cost.latency ?? {}
  assert.ok(0 < p50Ms && p50Ms <= p90Ms && p90Ms <= p99Ms)
}
