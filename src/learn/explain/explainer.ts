import { unscaleSteps } from '../encoders/label-scale.ts'
import { runSteps } from '../encoders/number-step.ts'
import { encodeColumns } from '../feature-matrix.ts'
import { featureOwners, predictClasses, predictColumns, type FittedModel } from '../fitted-model.ts'
import { countRows, type InputColumn } from '../input-column.ts'
import { countCover } from './count-cover.ts'
import { explainBySampling } from './explain-by-sampling.ts'
import type { Explanation, ExplanationScale } from './explanation.ts'
import { linearParts } from './linear-shap.ts'
import { pickBackground, type Background } from './sampled-shapley.ts'
import { treeParts } from './tree-parts.ts'

/** What is kept of the training rows so that predictions can be explained: plain JSON. */
export type Explainer =
  /** By tree and node, how many training rows came there. */
  | { readonly kind: 'trees'; readonly covers: readonly (readonly number[])[] }
  | { readonly kind: 'linear' }
  /** Some training rows, to stand for what is not known. */
  | { readonly kind: 'sampled'; readonly background: Background }

/** Explains rows of raw columns. Throws `learn.missingColumn`. */
export type Explain = (columns: readonly InputColumn[]) => Promise<Explanation>

/** Keeps what explaining needs of the rows that the model has learned from. */
export function fitExplainer(fitted: FittedModel, columns: readonly InputColumn[]): Explainer {
  const { learner } = fitted
  switch (learner.kind) {
    case 'linear':
    case 'linearClasses':
    case 'constant':
      return { kind: 'linear' }
    case 'boostedTrees':
      return { kind: 'trees', covers: countCover(learner.trees, encodeColumns(fitted, columns)) }
    case 'forest':
      // The quantile of leaves is no sum of what trees say.
      if (learner.targets !== undefined) break
      return { kind: 'trees', covers: countCover(learner.trees, encodeColumns(fitted, columns)) }
    default:
  }
  return { kind: 'sampled', background: pickBackground(fitted.inputs, columns) }
}

/** What explaining needs of the rows of both, as of the same model: where rows stand for others, those of the first. */
export function mergeExplainers(first: Explainer, second: Explainer): Explainer {
  if (first.kind !== 'trees' || second.kind !== 'trees') return first
  const covers = first.covers.map((tree, place) =>
    tree.map((count, node) => count + (second.covers[place]?.[node] ?? 0)),
  )
  return { kind: 'trees', covers }
}

/**
 * Prepares to explain. Trees and weighted sums exactly (TreeSHAP over the ways that training rows took, and
 * linear SHAP), others by sampling orders in which columns become known.
 */
export function openExplainer(fitted: FittedModel, explainer: Explainer): Explain {
  if (explainer.kind === 'sampled') {
    const answering = {
      predict: (columns: readonly InputColumn[]) => predictColumns(fitted, columns),
      shares: (columns: readonly InputColumn[]) => predictClasses(fitted, columns),
    }
    return explainBySampling(answering, explainer.background)
  }
  const parts =
    explainer.kind === 'trees'
      ? treeParts(fitted.learner, explainer.covers)
      : linearParts(fitted.learner)
  const owners = featureOwners(fitted)
  const columns = [...new Set(owners)]
  const places = owners.map((owner) => columns.indexOf(owner))
  const { scale, slope, toBase } = scaleOf(fitted)
  return async (raw) => {
    const matrix = encodeColumns(fitted, raw)
    const rowCount = countRows(raw)
    const scoreOf = Uint16Array.from({ length: rowCount }, (_, row) => parts.choose(matrix, row))
    const own = new Float64Array(rowCount * owners.length)
    parts.add(matrix, scoreOf, own)
    const base = Float64Array.from(scoreOf, (score) => toBase(parts.baseOf(score)))
    const contributions = new Float64Array(rowCount * columns.length)
    for (let row = 0; row < rowCount; row += 1) {
      for (const [feature, place] of places.entries()) {
        const to = row * columns.length + place
        const added = slope * (own[row * owners.length + feature] ?? 0)
        contributions[to] = (contributions[to] ?? 0) + added
      }
    }
    return Promise.resolve({ scale, columns, base, contributions })
  }
}

/** From the learner's score to what is told: straight scales of the label are undone, others are named. */
function scaleOf({ learner, label }: FittedModel): {
  readonly scale: ExplanationScale
  readonly slope: number
  readonly toBase: (base: number) => number
} {
  const steps = unscaleSteps(label)
  const link = 'link' in learner ? learner.link : undefined
  const same = { slope: 1, toBase: (base: number) => base }
  if (learner.kind === 'linearClasses' || link === 'softmax') return { scale: 'score', ...same }
  // What is explained is how likely the likeliest class is.
  if (learner.kind === 'forest' && learner.classes !== undefined) return { scale: 'score', ...same }
  if (link === 'logistic') return { scale: 'logOdds', ...same }
  if (link === 'exponential') return { scale: 'logarithm', ...same }
  if (steps.some(({ step }) => step === 'unlogged')) return { scale: 'logarithm', ...same }
  const unscale = runSteps(steps)
  return { scale: 'prediction', slope: unscale(1) - unscale(0), toBase: unscale }
}
