import {
  byHash,
  byTime,
  grouped,
  kFold,
  random,
  stratified,
  type GroupedSplit,
  type Split,
} from '../../../src/learn/index.ts'

/* Checked by the compiler: each line after `@ts-expect-error` must be an error. */

type Key = 'beachId' | 'boardId'

export const twoParts: readonly Split<Key>[] = [
  byTime({ test: 0.2, gap: '3d' }),
  random({ test: 0.2, seed: 1 }),
  stratified({ test: 0.2, seed: 1, bins: 5 }),
  stratified({ test: 0.2, seed: 1, by: 'boardId' }),
  grouped({ test: 0.2, seed: 1, by: 'beachId' }),
  byHash({ test: 0.2, by: ['beachId', 'boardId'] }),
  byHash({ test: 0.2 }),
]
export const ofBeaches: GroupedSplit<'beachId'> = grouped({ test: 0.2, seed: 1, by: 'beachId' })

// @ts-expect-error a column that is no key
export const byStranger: Split<Key> = grouped({ test: 0.2, seed: 1, by: 'colour' })
// @ts-expect-error folds are not two parts
export const folds: Split = kFold(5, random({ seed: 1 }))
// @ts-expect-error without a share there are no two parts
export const shareless: Split = random({ seed: 1 })
// @ts-expect-error folds have a share of their own
export const shareTwice = kFold(5, random({ seed: 1, test: 0.2 }))
// @ts-expect-error what is drawn needs a seed
export const seedless = grouped({ test: 0.2, by: 'beachId' })
