import { checkSetting, isShare, isWhole } from '../check-setting.ts'
import type { ChangeDetector, ChangeSign } from './change-detector.ts'

/**
 * The early drift detection method of Baena-García: errors (1 for an error, 0 for none) come closer to each
 * other than they were at best. Meant for slow change.
 */
export interface Eddm {
  readonly kind: 'eddm'
  /** What is left of the best distance, two deviations added to it. */
  readonly warning: number
  readonly change: number
  readonly level: number
  readonly leastErrors: number
}

export function eddm(options: Partial<Omit<Eddm, 'kind'>> = {}): Eddm {
  const spec: Eddm = {
    kind: 'eddm',
    warning: 0.95,
    change: 0.9,
    level: 2,
    leastErrors: 30,
    ...options,
  }
  checkSetting(spec, 'warning', isShare(spec.warning), 'above 0 and at most 1')
  checkSetting(spec, 'change', spec.change > 0 && spec.change < spec.warning, 'below the warning')
  checkSetting(spec, 'level', spec.level > 0, 'a number above 0')
  checkSetting(spec, 'leastErrors', isWhole(spec.leastErrors, 0, Infinity), 'a whole number')
  return spec
}

export function detectEddm(spec: Eddm): ChangeDetector {
  const start = () => ({ count: 0, errors: 0, last: 0, mean: 0, squares: 0, best: -Infinity })
  let state = start()
  let sign: ChangeSign = 'none'
  return {
    update(error) {
      state.count += 1
      if (error !== 1) {
        sign = 'none'
        return sign
      }
      const distance = state.count - state.last
      state.last = state.count
      state.errors += 1
      const before = state.mean
      state.mean += (distance - state.mean) / state.errors
      state.squares += (distance - state.mean) * (distance - before)
      if (state.count < spec.leastErrors) return sign
      const reach = state.mean + spec.level * Math.sqrt(state.squares / state.errors)
      if (reach > state.best) {
        state.best = reach
        sign = 'none'
        return sign
      }
      if (state.errors < spec.leastErrors) return sign
      const left = reach / state.best
      sign = left < spec.change ? 'change' : left < spec.warning ? 'warning' : 'none'
      const found = sign
      if (sign === 'change') {
        state = start()
        sign = 'none'
      }
      return found
    },
  }
}
