import type { Duration } from '../base/index.ts'
import type { View } from '../features/index.ts'
import { byHash, byTime, grouped, random, stratified, type Split } from '../learn/index.ts'
import type { Model } from '../training/index.ts'
import { cliErrors } from './errors.ts'

export const splitKinds = ['byTime', 'random', 'stratified', 'grouped', 'byHash'] as const
type SplitKind = (typeof splitKinds)[number]

export interface SplitChoice {
  readonly split?: SplitKind | undefined
  readonly test?: number | undefined
  readonly gap?: string | undefined
  readonly by?: readonly string[] | undefined
  readonly seed?: string | undefined
}

const usualShare = 0.2

/** The split that is asked for; without a word, that of the model that reads the view, or the newest fifth. */
export function chooseSplit(choice: SplitChoice, view: View, models: readonly Model[]): Split {
  const asked = Object.values(choice).some((value) => value !== undefined)
  const model = asked ? undefined : models.find((each) => each.view.name === view.name)
  if (model !== undefined) return model.split
  const { split = 'byTime', test = usualShare } = choice
  return split === 'byTime' ? splitByTime(choice, view, test) : splitDrawn(choice, split, test)
}

/** Where labels look ahead, the gap is as long if nothing is said. */
function splitByTime({ gap }: SplitChoice, { label }: View, test: number): Split {
  const own = (gap as Duration | undefined) ?? label.ahead?.length
  return byTime({ test, ...(own === undefined ? {} : { gap: own }) })
}

function splitDrawn(
  { by = [], seed = '1' }: SplitChoice,
  split: Exclude<SplitKind, 'byTime'>,
  test: number,
): Split {
  const [first] = by
  switch (split) {
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
