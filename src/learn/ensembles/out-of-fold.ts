import { seededRandom } from '../../base/index.ts'
import type { FeatureMatrix } from '../feature-matrix.ts'
import type { FittedAnswers } from '../fitted-answers.ts'
import type { LearningData, LearningOptions } from '../learning-data.ts'
import { shuffle } from '../shuffle.ts'

/** How learners within learners learn and answer. */
export interface MemberTools<Member, Fitted> {
  fit(member: Member, data: LearningData, options: LearningOptions): Promise<Fitted>
  answersOf(fitted: Fitted): FittedAnswers
}

/** For the one member of a learner: its progress is that of the whole, but what it learned so far is not. */
export function onlyMemberOptions(options: LearningOptions, name: string): LearningOptions {
  const { onProgress } = options
  const own = memberOptions(options, name)
  if (onProgress === undefined) return own
  return {
    ...own,
    onProgress: (told) => {
      const { soFar: _, ...progress } = told
      onProgress(progress)
    },
  }
}

/** What a member needs of the options: nothing to go on from, and a seed of its own. */
export function memberOptions({ seed, signal }: LearningOptions, name: string): LearningOptions {
  return { seed: `${seed}/${name}`, ...(signal === undefined ? {} : { signal }) }
}

/** The rows that weigh: to members, others aren't there. */
export function weighty(data: LearningData): LearningData {
  const rows = Int32Array.from(data.target.keys()).filter((row) => (data.weights?.[row] ?? 1) > 0)
  return rows.length === data.target.length ? data : pickData(data, rows)
}

/** Some of the rows. */
export function pickData(
  { matrix, target, weights }: LearningData,
  rows: Int32Array,
): LearningData {
  return {
    matrix: pickRows(matrix, rows),
    target: Float64Array.from(rows, (row) => target[row] ?? 0),
    ...(weights === undefined
      ? {}
      : { weights: Float64Array.from(rows, (row) => weights[row] ?? 0) }),
  }
}

function pickRows({ features }: FeatureMatrix, rows: Int32Array): FeatureMatrix {
  return {
    rowCount: rows.length,
    features: features.map((feature) => ({
      ...feature,
      values: Float32Array.from(rows, (row) => feature.values[row] ?? Number.NaN),
    })),
  }
}

export interface Fold {
  /** The rows that are learned from. */
  readonly learned: Int32Array
  readonly heldBack: Int32Array
}

/** Each row that weighs is held back once; classes are dealt out evenly. */
export function dealFolds(
  { target, weights }: LearningData,
  folds: number,
  seed: LearningOptions['seed'],
): readonly Fold[] {
  const rows = Array.from(target.keys()).filter((row) => (weights?.[row] ?? 1) > 0)
  const count = Math.min(folds, rows.length)
  const dealt = shuffle(rows, seededRandom(seed).fork('folds'))
  if (new Set(target).size <= mostClasses) {
    dealt.sort((one, other) => (target[one] ?? 0) - (target[other] ?? 0))
  }
  if (count < 2) {
    const all = Int32Array.from(rows)
    return [{ learned: all, heldBack: all }]
  }
  return Array.from({ length: count }, (_, fold) => ({
    learned: Int32Array.from(dealt.filter((_, at) => at % count !== fold)).toSorted(),
    heldBack: Int32Array.from(dealt.filter((_, at) => at % count === fold)).toSorted(),
  }))
}

const mostClasses = 50

/** What a member says of each row after it learned from the rows of the other folds only. */
export interface OutOfFold {
  /** How likely each of these is; else a row has one number. */
  readonly classes: readonly number[] | undefined
  readonly width: number
  /** By row; NaN for a row that weighs nothing. */
  readonly said: Float64Array
}

export async function predictOutOfFold<Member, Fitted>(
  { fit, answersOf }: MemberTools<Member, Fitted>,
  member: Member,
  data: LearningData,
  folds: readonly Fold[],
  options: LearningOptions,
): Promise<OutOfFold> {
  const all = [...new Set(data.target)].toSorted((a, b) => a - b)
  let isClasses = false
  const said = new Float64Array(data.target.length * all.length)
  const numbers = new Float64Array(data.target.length).fill(Number.NaN)
  for (const [place, { learned, heldBack }] of folds.entries()) {
    const own = memberOptions(options, `fold ${place}`)
    const answers = answersOf(await fit(member, pickData(data, learned), own))
    const asked = pickData(data, heldBack).matrix
    const { classes } = answers
    if (classes === undefined) {
      const predicted = answers.predict(asked)
      for (const [at, row] of heldBack.entries()) numbers[row] = Math.fround(predicted[at] ?? 0)
      continue
    }
    isClasses = true
    const shares = classes.shares(asked)
    const size = classes.values.length
    for (const [at, row] of heldBack.entries()) {
      for (const [from, value] of classes.values.entries()) {
        const to = row * all.length + all.indexOf(value)
        said[to] = Math.fround(shares[at * size + from] ?? 0)
      }
    }
  }
  if (!isClasses) return { classes: undefined, width: 1, said: numbers }
  return { classes: all, width: all.length, said }
}
