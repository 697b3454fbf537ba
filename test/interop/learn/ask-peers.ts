import type { Learner } from '../../../src/learn/index.ts'
import type { GeneratedSet } from './generated-sets.ts'
import { joinColumns } from './join-columns.ts'
import { runPython } from './run-python.ts'

/** What a peer is to learn, and on which rows. */
export interface PeerCase {
  readonly learner: Learner
  readonly set: GeneratedSet
  /** Of the set's training rows, as the learner needs it. */
  readonly target: Float64Array
}

export interface PeerAnswer {
  /** Of several classes, how likely each is. */
  readonly predicted: readonly number[] | readonly (readonly number[])[]
  readonly outOfBag: number | null
  /** Of a linear model: of the features, then what is added. */
  readonly weights: readonly number[] | null
}

/** Asks scikit-learn, in one process for all cases: its start takes longer than most of them. */
export async function askPeers(cases: readonly PeerCase[]): Promise<readonly PeerAnswer[]> {
  const files: Record<string, Float64Array | string> = {}
  const asked = cases.map(({ learner, set, target }, place) => {
    files[`${set.name}.train`] ??= joinColumns(set.train.columns)
    files[`${set.name}.asked`] ??= joinColumns(set.asked.columns)
    files[`${place}.target`] = target
    const { columns, weights } = set.train
    if (weights !== undefined) files[`${set.name}.weights`] ??= weights
    const categories = [...columns.keys()].filter((at) => columns[at]?.kind === 'category')
    return {
      learner,
      set: set.name,
      target: place,
      columns: columns.length,
      categories,
      weighted: weights !== undefined,
    }
  })
  const answers = await runPython('peers.py', { ...files, 'cases.json': JSON.stringify(asked) })
  return answers as readonly PeerAnswer[]
}
