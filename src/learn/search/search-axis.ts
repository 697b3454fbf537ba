import type { Random, SettingValue } from '../../base/index.ts'
import type { NumberRange } from './search-space.ts'

/** A range of numbers as chance sees it: on its scale, whole numbers half a step wider at both ends. */
export interface SearchAxis {
  readonly low: number
  readonly high: number
  /** Where values are steps on the axis: of whole numbers on a linear scale. */
  readonly step?: number
  readonly toAxis: (value: number) => number
  readonly fromAxis: (place: number) => number
}

export function axisOf({ low, high, scale, isWhole }: NumberRange): SearchAxis {
  const margin = isWhole ? 0.5 : 0
  const toAxis = scale === 'log' ? Math.log : (value: number) => value
  const back = scale === 'log' ? Math.exp : (value: number) => value
  const clip = (value: number) => Math.min(high, Math.max(low, value))
  return {
    low: toAxis(low - margin),
    high: toAxis(high + margin),
    ...(isWhole && scale === 'linear' ? { step: 1 } : {}),
    toAxis,
    // Six digits are enough to tell trials apart, and can be read.
    fromAxis: (place) =>
      clip(isWhole ? Math.round(back(place)) : Number(back(place).toPrecision(6))),
  }
}

export function drawValue(axis: SearchAxis, random: Random): SettingValue {
  return axis.fromAxis(axis.low + random.next() * (axis.high - axis.low))
}
