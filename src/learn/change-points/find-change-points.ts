import { learnErrors } from '../errors.ts'
import { detectAdwin, type Adwin } from './adwin.ts'
import type { ChangeDetector } from './change-detector.ts'
import { detectDdm, type Ddm } from './ddm.ts'
import { detectEddm, type Eddm } from './eddm.ts'
import { detectKswin, type Kswin } from './kswin.ts'
import { detectPageHinkley, type PageHinkley } from './page-hinkley.ts'

/** How changes of a series are found: plain data, made by a function of its name. */
export type ChangeRule = PageHinkley | Adwin | Ddm | Eddm | Kswin

export interface ChangePoint {
  /** The place in the series at which it was noticed, some values after it began. */
  readonly at: number
  readonly sign: 'warning' | 'change'
}

function changeDetector(rule: ChangeRule): ChangeDetector {
  switch (rule.kind) {
    case 'pageHinkley':
      return detectPageHinkley(rule)
    case 'adwin':
      return detectAdwin(rule)
    case 'ddm':
      return detectDdm(rule)
    case 'eddm':
      return detectEddm(rule)
    case 'kswin':
      return detectKswin(rule)
  }
}

/**
 * Where a series has changed. Missing values (NaN) are passed over. `ddm` and `eddm` read errors, 1 or 0
 * (`ddm` shares too): others throw `learn.wrongNumber`.
 */
export function findChangePoints(
  rule: ChangeRule,
  values: Iterable<number>,
): readonly ChangePoint[] {
  const detector = changeDetector(rule)
  const found: ChangePoint[] = []
  let at = -1
  for (const value of values) {
    at += 1
    if (Number.isNaN(value)) continue
    checkValue(rule, value, at)
    const sign = detector.update(value)
    if (sign !== 'none') found.push({ at, sign })
  }
  return found
}

function checkValue({ kind }: ChangeRule, value: number, row: number): void {
  const holds =
    kind === 'eddm'
      ? value === 0 || value === 1
      : kind === 'ddm'
        ? value >= 0 && value <= 1
        : Number.isFinite(value)
  if (holds) return
  const wanted = kind === 'eddm' ? '0 or 1' : kind === 'ddm' ? 'from 0 to 1' : 'finite'
  throw learnErrors.wrongNumber({ what: 'The series', row, found: value, wanted })
}
