import type { Duration } from '../base/index.ts'
import { byHash, byTime, grouped, random, stratified, type Split } from '../learn/index.ts'
import type { Model } from '../training/index.ts'
import { cliErrors } from './errors.ts'

export const splitKinds = ['byTime', 'random', 'stratified', 'grouped', 'byHash'] as const

export interface SplitChoice {
  readonly split?: (typeof splitKinds)[number] | undefined
  readonly test?: number | undefined
  readonly gap?: string | undefined
  readonly by?: readonly string[] | undefined
  readonly seed?: string | undefined
}

const usualShare = 0.2

/** The split that is asked for; without a word, that of the model that reads the view, or the newest fifth. */
export function chooseSplit(choice: SplitChoice, view: string, models: readonly Model[]): Split {
  const { split, test = usualShare, gap, by = [], seed = '1' } = choice
  const asked = Object.values(choice).some((value) => value !== undefined)
  const model = asked ? undefined : models.find((each) => each.view.name === view)
  if (model !== undefined) return model.split
  const [first] = by
  switch (split) {
    case undefined:
    case 'byTime':
      return byTime({ test, ...(gap === undefined ? {} : { gap: gap as Duration }) })
    case 'random':
      return random({ test, seed })
    case 'stratified':
      return stratified({ test, seed, ...(first === undefined ? {} : { by: first }) })
    case 'grouped':
      if (first === undefined) throw cliErrors.splitNeedsColumn({ split })
      return grouped({ test, seed, by: first })
    case 'byHash':
      return byHash({ test, seed, by })
  }
}
