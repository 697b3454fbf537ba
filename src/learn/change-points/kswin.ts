import { checkSetting, isWhole } from '../check-setting.ts'
import { kolmogorovSmirnov } from '../statistics/kolmogorov-smirnov.ts'
import { mersenneTwister } from '../statistics/mersenne-twister.ts'
import type { ChangeDetector } from './change-detector.ts'

/** Raab's windowing: the newest values of a window against as many that are drawn from before them. */
export interface Kswin {
  readonly kind: 'kswin'
  /** The p-value from which on nothing has changed. */
  readonly level: number
  readonly window: number
  readonly newest: number
  readonly seed: number
}

export function kswin(options: Partial<Omit<Kswin, 'kind'>> = {}): Kswin {
  const spec: Kswin = {
    kind: 'kswin',
    level: 0.0001,
    window: 100,
    newest: 30,
    seed: 0,
    ...options,
  }
  checkSetting(spec, 'level', spec.level > 0 && spec.level < 1, 'between 0 and 1')
  checkSetting(spec, 'newest', isWhole(spec.newest, 1, spec.window / 2), 'at most half the window')
  return spec
}

export function detectKswin(spec: Kswin): ChangeDetector {
  const random = mersenneTwister(spec.seed)
  let window: number[] = []
  return {
    update(value) {
      window.push(value)
      if (window.length > spec.window) window.shift()
      if (window.length < spec.window) return 'none'
      const older = spec.window - spec.newest
      const places = random.permutation(older).subarray(0, spec.newest)
      const drawn = Float64Array.from(places, (place) => window[place] ?? 0)
      const newest = Float64Array.from(window.slice(older))
      if (kolmogorovSmirnov(drawn, newest).pValue > spec.level) return 'none'
      window = []
      return 'change'
    },
  }
}
