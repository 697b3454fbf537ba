import assert from 'node:assert/strict'
import {
  fitModel,
  predictColumns,
  type FittedModel,
  type InputColumn,
  type Learner,
  type Metric,
} from '../../../src/learn/index.ts'
import { askPeers, type PeerAnswer } from './ask-peers.ts'
import { builtInSets } from './built-in-sets.ts'
import { generatedSets, type GeneratedSet } from './generated-sets.ts'

export interface Held {
  readonly set: GeneratedSet
  readonly fitted: FittedModel
  readonly answer: PeerAnswer
}

interface Holding {
  readonly learners: Readonly<Record<string, Learner>>
  /** Of targets and predictions; of classes and what `predict` gives. */
  readonly metric: (learner: Learner) => Metric
  readonly predict?: (fitted: FittedModel, columns: readonly InputColumn[]) => Float64Array
  /** What a learner learns of a set's own target; the same when left out. */
  readonly toTask?: (learner: Learner, target: Float64Array, middle: number) => Float64Array
  /** The generated ones and those of scikit-learn when left out. */
  readonly sets?: readonly GeneratedSet[]
  /** At most so many times the peer's error on any set that is not small; 1.02 when left out. */
  readonly worst?: number
  readonly say: (line: string) => void
}

const fewRows = 2000
const worstOfFew = 1.25

/**
 * Holds the error of each learner on rows that it never saw to scikit-learn's: on average over the sets it
 * is at most 1 % above, on none more than 2 % (or `worst`, where chance starts what is learned), but for sets of few
 * rows, where one of them may be so much.
 */
export async function holdToPeers({
  learners,
  metric,
  predict = predictColumns,
  toTask = (_, target) => target,
  sets: own,
  worst = 1.02,
  say,
}: Holding): Promise<readonly Held[]> {
  const sets = own ?? [...generatedSets, ...(await builtInSets())]
  const cases = Object.entries(learners).flatMap(([name, learner]) =>
    sets.map((set) => {
      const middle = set.train.target.toSorted()[set.train.target.length >> 1] ?? 0
      const asTask = (target: Float64Array) => toTask(learner, target, middle)
      return {
        name,
        learner,
        set,
        target: asTask(set.train.target),
        truth: asTask(set.asked.target),
      }
    }),
  )
  const answers = await askPeers(cases)
  const held: Held[] = []
  const ratios = new Map<string, number[]>()
  for (const [place, { name, learner, set, target, truth }] of cases.entries()) {
    const answer = answers[place]
    if (answer === undefined) throw new Error(`no answer for ${name}`)
    const fitted = await fitModel({ learner, ...set.train, target, seed: 1 })
    const { of } = metric(learner)
    const own = of(truth, predict(fitted, set.asked.columns))
    const peer = of(truth, Float64Array.from(answer.predicted.flat()))
    ratios.set(name, [...(ratios.get(name) ?? []), own / peer])
    held.push({ set, fitted, answer })
  }
  for (const [name, all] of ratios) {
    const mean = all.reduce((sum, ratio) => sum + ratio, 0) / all.length
    say(`${name}: ${all.map((ratio) => ratio.toFixed(4)).join(', ')}, mean ${mean.toFixed(4)}`)
    assert.ok(mean <= 1.01, `${name}: ${mean}`)
    for (const [at, set] of sets.entries()) {
      const most = set.train.target.length < fewRows ? worstOfFew : worst
      const ratio = all[at] ?? Number.NaN
      assert.ok(ratio <= most, `${name} of ${set.name}: ${ratio}`)
    }
  }
  return held
}
