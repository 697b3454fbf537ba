import { checkSetting, isShare, isWhole } from '../check-setting.ts'
import type { ChangeDetector } from './change-detector.ts'

/**
 * The test of Page and Hinkley: the sum of distances from the running mean, less a tolerance, has moved
 * too far from its extreme. For a series in its own unit: `threshold` and `tolerance` are in that unit.
 */
export interface PageHinkley {
  readonly kind: 'pageHinkley'
  /** How far values may be from their mean without being counted. */
  readonly tolerance: number
  readonly threshold: number
  /** What of the sum is kept from value to value. */
  readonly memory: number
  readonly leastValues: number
  readonly direction: 'up' | 'down' | 'both'
}

/** Throws `learn.wrongSetting`, as do the other detectors. */
export function pageHinkley(options: Partial<Omit<PageHinkley, 'kind'>> = {}): PageHinkley {
  const spec: PageHinkley = {
    kind: 'pageHinkley',
    tolerance: 0.005,
    threshold: 50,
    memory: 0.9999,
    leastValues: 30,
    direction: 'both',
    ...options,
  }
  checkSetting(spec, 'tolerance', spec.tolerance >= 0, 'a number from 0 on')
  checkSetting(spec, 'threshold', spec.threshold > 0, 'a number above 0')
  checkSetting(spec, 'memory', isShare(spec.memory), 'above 0 and at most 1')
  checkSetting(
    spec,
    'leastValues',
    isWhole(spec.leastValues, 1, Infinity),
    'a whole number from 1 on',
  )
  return spec
}

export function detectPageHinkley(spec: PageHinkley): ChangeDetector {
  const start = () => ({ count: 0, mean: 0, up: 0, down: 0, least: Infinity, most: -1 })
  let state = start()
  return {
    update(value) {
      const count = state.count + 1
      const mean = state.mean + (value - state.mean) / count
      const up = spec.memory * state.up + value - mean - spec.tolerance
      const down = spec.memory * state.down + value - mean + spec.tolerance
      const [least, most] = [Math.min(state.least, up), Math.max(state.most, down)]
      state = { count, mean, up, down, least, most }
      if (count < spec.leastValues) return 'none'
      const hasRisen = spec.direction !== 'down' && up - least > spec.threshold
      const hasFallen = spec.direction !== 'up' && most - down > spec.threshold
      if (!hasRisen && !hasFallen) return 'none'
      state = start()
      return 'change'
    },
  }
}
