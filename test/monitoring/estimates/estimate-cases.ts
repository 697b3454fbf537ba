import { seededRandom } from '../../../src/base/index.ts'
import { predictColumns } from '../../../src/learn/index.ts'
import {
  estimateClasses,
  estimateConfusion,
  estimateErrors,
  estimatedErrorMetrics,
  estimateYesNo,
  fitClassesEstimator,
  fitErrorEstimator,
  fitYesNoEstimator,
  type Estimate,
} from '../../../src/monitoring/index.ts'

/** What NannyML is asked too, and what we say. */
export interface EstimateCase {
  readonly name: string
  readonly input: Readonly<Record<string, unknown>>
  readonly ours: Readonly<Record<string, number>>
}

const logistic = (value: number) => 1 / (1 + Math.exp(-value))

/** Scores whose odds are `sharpness` times too sure, labels by the right chances, and a threshold at one half. */
function drawYesNo(seed: string, count: number, { shift = 0, sharpness = 1 } = {}) {
  const random = seededRandom(seed)
  const rows = Array.from({ length: count }, () => {
    const odds = shift + 1.5 * random.normal()
    const score = logistic(sharpness * odds)
    return { score, label: Number(random.next() < logistic(odds)), decided: Number(score >= 0.5) }
  })
  return {
    scores: Float64Array.from(rows, (row) => row.score),
    labels: Float64Array.from(rows, (row) => row.label),
    decided: Float64Array.from(rows, (row) => row.decided),
  }
}

function drawClasses(seed: string, count: number, sharpness: number) {
  const random = seededRandom(seed)
  const scores = [0, 1, 2].map(() => new Float64Array(count))
  const [labels, decided] = [new Uint8Array(count), new Uint8Array(count)]
  for (let row = 0; row < count; row += 1) {
    const odds = [0.5, 0, -0.4].map((base) => base + 1.2 * random.normal())
    const right = shares(odds)
    const said = shares(odds.map((value) => sharpness * value))
    for (const [place, score] of said.entries()) (scores[place] ?? new Float64Array(0))[row] = score
    const draw = random.next()
    labels[row] = draw < (right[0] ?? 0) ? 0 : draw < (right[0] ?? 0) + (right[1] ?? 0) ? 1 : 2
    decided[row] = said.indexOf(Math.max(...said))
  }
  return { scores, labels, decided }
}

function shares(odds: readonly number[]): number[] {
  const powers = odds.map(Math.exp)
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}

const plain = (rows: Readonly<Record<string, Float64Array>>) =>
  Object.fromEntries(Object.entries(rows).map(([name, values]) => [name, [...values]]))

function flatten(estimates: readonly Estimate[]): Record<string, number> {
  return Object.fromEntries(
    estimates.flatMap(({ metric, value, samplingError, lower, upper }) =>
      // The sampling error of the average precision is drawn by chance there.
      metric === 'averagePrecision'
        ? [[metric, value] as const]
        : [
            [metric, value] as const,
            [`${metric}: error`, samplingError] as const,
            [`${metric}: lower`, lower] as const,
            [`${metric}: upper`, upper] as const,
          ],
    ),
  )
}

function yesNoCase(
  name: string,
  about: { readonly shift?: number; readonly sharpness?: number },
  counts: readonly [number, number],
): EstimateCase {
  const reference = drawYesNo(`${name}: reference`, counts[0], about)
  const current = drawYesNo(`${name}: current`, counts[1], about)
  const estimator = fitYesNoEstimator(reference)
  const confusion = estimateConfusion(estimator, current)
  return {
    name,
    input: { kind: 'yesNo', reference: plain(reference), current: plain(current) },
    ours: {
      calibrated: Number(estimator.curve !== undefined),
      ...flatten(estimateYesNo(estimator, current)),
      ...confusion,
    },
  }
}

function classesCase(name: string, sharpness: number): EstimateCase {
  const reference = drawClasses(`${name}: reference`, 1200, sharpness)
  const current = drawClasses(`${name}: current`, 500, sharpness)
  const toInput = (rows: ReturnType<typeof drawClasses>) => ({
    scores: rows.scores.map((own) => [...own]),
    labels: [...rows.labels],
    decided: [...rows.decided],
  })
  return {
    name,
    input: { kind: 'classes', reference: toInput(reference), current: toInput(current) },
    ours: flatten(estimateClasses(fitClassesEstimator(reference), current)),
  }
}

/** Amounts that are harder to tell where the feature is large. */
export function drawAmounts(seed: string, count: number, mean = 0) {
  const random = seededRandom(seed)
  const feature = Float64Array.from({ length: count }, () => mean + random.normal())
  const predicted = feature.map((value) => 20 + 2 * value)
  const truth = predicted.map(
    (value, row) => value + Math.exp(0.6 * (feature[row] ?? 0)) * random.normal(),
  )
  const columns = [{ name: 'feature', kind: 'number' as const, values: feature }]
  return { columns, predicted, truth }
}

async function errorsCase(): Promise<EstimateCase> {
  const reference = drawAmounts('amounts: reference', 800)
  const current = drawAmounts('amounts: current', 300)
  const metrics = estimatedErrorMetrics
  const estimator = await fitErrorEstimator(reference, { metrics })
  const asRead = [
    ...current.columns,
    { name: 'predicted value', kind: 'number' as const, values: current.predicted },
  ]
  const expected = Object.entries(estimator.losses).map(([loss, { model }]) => [
    loss,
    [...predictColumns(model, asRead)],
  ])
  const toInput = ({ columns, ...rows }: ReturnType<typeof drawAmounts>) =>
    plain({ ...rows, feature: columns[0]?.values ?? new Float64Array(0) })
  return {
    name: 'errors of amounts',
    input: {
      kind: 'errors',
      reference: toInput(reference),
      current: toInput(current),
      // NannyML learns by LightGBM; here both have learned by our trees.
      expected: Object.fromEntries(expected),
    },
    ours: flatten(estimateErrors(estimator, current)),
  }
}

export async function estimateCases(): Promise<readonly EstimateCase[]> {
  return [
    await errorsCase(),
    yesNoCase('chances that are right', {}, [2000, 600]),
    yesNoCase('chances that are too sure', { sharpness: 3 }, [2000, 600]),
    yesNoCase('a rare yes, too unsure', { shift: -2, sharpness: 0.4 }, [1501, 333]),
    yesNoCase('a frequent yes', { shift: 1, sharpness: 2 }, [900, 100]),
    classesCase('three classes', 1),
    classesCase('three classes, too sure', 2.5),
  ]
}
