// Writes test/golden/shap.json, what the shap package says of trees and weighted sums that ours have learned.
// GROUNDSWELL_PYTHON=… node --import ./scripts/register-source.mjs test/interop/learn/write-shap-golden.ts
// The Python wants shap and scikit-learn.
import { writeFileSync } from 'node:fs'
import { seededRandom } from '../../../src/base/index.ts'
import {
  boostedTrees,
  decisionTree,
  fitExplainer,
  fitModel,
  randomForest,
  ridge,
  type InputColumn,
  type Learner,
} from '../../../src/learn/index.ts'
import { runPython } from './run-python.ts'

const rowCount = 800
const told = 25
const random = seededRandom('shap')
const columns = Array.from({ length: 6 }, (_, at): InputColumn => ({
  name: `x${at}`,
  kind: 'number',
  values: Float64Array.from({ length: rowCount }, () =>
    random.next() < 0.08 ? Number.NaN : Math.fround(random.normal()),
  ),
}))
const target = Float64Array.from({ length: rowCount }, (_, row) => {
  const [a = 0, b = 0, c = 0, d = 0] = columns.map(({ values }) => Number(values[row]) || 0)
  return a * b + Math.sin(2 * c) + d ** 2 + 0.1 * random.normal()
})

const learners: Readonly<Record<string, Learner>> = {
  'boosted trees': boostedTrees({ trees: 6, maxLeaves: 15, learningRate: 0.3 }),
  'random forest': randomForest({ trees: 2, minLeafRows: 8 }),
  'single tree': decisionTree({ minLeafRows: 5 }),
  ridge: ridge(),
}

const cases: unknown[] = []
for (const [name, learner] of Object.entries(learners)) {
  const fitted = await fitModel({ learner, columns, target, seed: 1 })
  const explainer = fitExplainer(fitted, columns)
  const rows = Array.from({ length: told }, (_, row) =>
    columns.map(({ values }) => Number(values[row])),
  )
  const { learner: learned } = fitted
  // What is missing counts as the mean in a weighted sum; shap has no missing values there.
  const filled =
    learned.kind === 'linear'
      ? rows.map((row) => row.map((value, at) => (Number.isNaN(value) ? learned.means[at] : value)))
      : rows
  const of = {
    ...('trees' in learned ? { trees: learned.trees } : {}),
    ...(explainer.kind === 'trees' ? { covers: explainer.covers } : {}),
    ...(learned.kind === 'linear' ? learned : {}),
  }
  const values = await runPython('explain.py', {
    'case.json': JSON.stringify({ featureCount: columns.length, ...of }),
    rows: Float64Array.from(filled.flat(), (value) => value ?? 0),
  })
  cases.push({ name, ...of, rows, values })
}
const origin = 'shap, by test/interop/learn/write-shap-golden.ts; of several trees the sum is told'
const path = new URL('../../golden/shap.json', import.meta.url)
writeFileSync(path, `${JSON.stringify({ origin, cases })}\n`)
