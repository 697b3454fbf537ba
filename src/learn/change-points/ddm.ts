import { checkSetting, isWhole } from '../check-setting.ts'
import type { ChangeDetector } from './change-detector.ts'

/** Gama's drift detection method: a share of errors (1 for an error, 0 for none) that rises above its best. */
export interface Ddm {
  readonly kind: 'ddm'
  /** In deviations above the best share so far. */
  readonly warning: number
  readonly change: number
  readonly leastValues: number
}

export function ddm(options: Partial<Omit<Ddm, 'kind'>> = {}): Ddm {
  const spec: Ddm = { kind: 'ddm', warning: 2, change: 3, leastValues: 30, ...options }
  checkSetting(spec, 'warning', spec.warning > 0, 'a number above 0')
  checkSetting(spec, 'change', spec.change > spec.warning, 'above the warning')
  checkSetting(
    spec,
    'leastValues',
    isWhole(spec.leastValues, 1, Infinity),
    'a whole number from 1 on',
  )
  return spec
}

export function detectDdm(spec: Ddm): ChangeDetector {
  const start = () => ({ count: 0, share: 0, best: Infinity, bestDeviation: Infinity })
  let state = start()
  return {
    update(error) {
      state.count += 1
      state.share += (error - state.share) / state.count
      if (state.count < spec.leastValues) return 'none'
      const deviation = Math.sqrt((state.share * (1 - state.share)) / state.count)
      const level = state.share + deviation
      if (level < state.best + state.bestDeviation) {
        state.best = state.share
        state.bestDeviation = deviation
      }
      if (level > state.best + spec.change * state.bestDeviation) {
        state = start()
        return 'change'
      }
      return level > state.best + spec.warning * state.bestDeviation ? 'warning' : 'none'
    },
  }
}
