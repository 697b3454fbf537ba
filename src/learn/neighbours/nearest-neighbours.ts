import { checkSetting, isWhole } from '../check-setting.ts'
import type { StandardScale } from '../standard-scale.ts'

/** The rows that are most alike answer: their mean, or how many of them are of a class. */
export interface NearestNeighbours {
  readonly kind: 'nearestNeighbours'
  /**
   * `'classification'`: the target is 0 or 1, and a prediction is how likely 1 is; `'classes'`: the target is
   * the whole number of a class, and so is a prediction.
   */
  readonly task: 'regression' | 'classification' | 'classes'
  /** How many rows answer. */
  readonly neighbours: number
  /** Whether all count alike, or each as much as it is near (1 / distance). */
  readonly weigh: 'alike' | 'byDistance'
  /** Whether features are brought to one spread, so that no unit counts more than another. */
  readonly scaled: boolean
}

/** What was learned: the rows themselves, plain JSON. */
export interface FittedNeighbours {
  readonly kind: 'neighbours'
  readonly neighbours: number
  readonly byDistance: boolean
  readonly scale: StandardScale
  /** One row after the other, numbers of 32 bits, as they came. */
  readonly rows: readonly number[]
  /** By row: the target, or the place of its class. */
  readonly targets: readonly number[]
  /** By row, if not all count alike. */
  readonly weights?: readonly number[]
  readonly classes?: readonly number[]
}

/** Declares nearest neighbours; what is left out has the usual value. Throws `learn.wrongSetting`. */
export function nearestNeighbours(
  options: Partial<Omit<NearestNeighbours, 'kind'>> = {},
): NearestNeighbours {
  const spec: NearestNeighbours = {
    kind: 'nearestNeighbours',
    task: 'regression',
    neighbours: 5,
    weigh: 'alike',
    scaled: true,
    ...options,
  }
  const { task, neighbours, weigh } = spec
  const isTask = ['regression', 'classification', 'classes'].includes(task)
  checkSetting(spec, 'task', isTask, '"regression", "classification" or "classes"')
  checkSetting(spec, 'neighbours', isWhole(neighbours, 1, 1000), 'a whole number from 1 to 1000')
  const isWeighing = weigh === 'alike' || weigh === 'byDistance'
  checkSetting(spec, 'weigh', isWeighing, '"alike" or "byDistance"')
  return spec
}
