import { learnErrors } from './errors.ts'
import type { InputColumn } from './input-column.ts'
import { fitScaler, type Scaler } from './scaler.ts'

/** How a raw column becomes the numbers that a learner reads. */
export type Encoder = AsNumber | Scaled | Cyclic | Ordinal

export interface AsNumber {
  readonly kind: 'number'
}
export interface Scaled {
  readonly kind: 'scaled'
}
export interface Cyclic {
  readonly kind: 'cyclic'
  readonly period: number
}
export interface Ordinal {
  readonly kind: 'ordinal'
}

/** An encoder with what it learned from the training rows: plain JSON. */
export type FittedEncoder = FittedNumberEncoder | FittedOrdinal
export type FittedNumberEncoder = AsNumber | Cyclic | (Scaled & Scaler)
export type FittedOrdinal = Ordinal & { readonly categories: readonly string[] }

/** The number as it is. */
export function asNumber(): AsNumber {
  return { kind: 'number' }
}

/** The number brought to mean 0 and deviation 1 over the training rows. */
export function scaled(): Scaled {
  return { kind: 'scaled' }
}

/** Sine and cosine of a value that comes round: degrees (`period: 360`), hours of the day (24). */
export function cyclic(options: { readonly period: number }): Cyclic {
  const { period } = options
  if (!(period > 0 && Number.isFinite(period))) {
    throw learnErrors.wrongSetting({
      owner: 'cyclic',
      setting: 'period',
      found: period,
      wanted: 'a number above zero',
    })
  }
  return { kind: 'cyclic', period }
}

/** The place of the category among the sorted categories of the training rows; an unseen one is missing. */
export function ordinal(): Ordinal {
  return { kind: 'ordinal' }
}

/** Learns from `column` what `encoder` needs; by default numbers stay, categories become places. */
export function fitEncoder(column: InputColumn, encoder?: Encoder): FittedEncoder {
  if (column.kind === 'category') {
    if (encoder !== undefined && encoder.kind !== 'ordinal') throw wrongEncoder(column, encoder)
    return { kind: 'ordinal', categories: findCategories(column.values) }
  }
  const chosen = encoder ?? asNumber()
  switch (chosen.kind) {
    case 'ordinal':
      throw wrongEncoder(column, chosen)
    case 'scaled':
      return { ...chosen, ...fitScaler(column.values) }
    case 'number':
    case 'cyclic':
      return chosen
  }
}

function findCategories(values: readonly (string | undefined)[]): readonly string[] {
  const categories = new Set(values.filter((value) => value !== undefined && value !== ''))
  return [...categories].filter((value) => value !== undefined).toSorted()
}

function wrongEncoder(column: InputColumn, encoder: Encoder) {
  return learnErrors.wrongEncoder({
    column: column.name,
    columnKind: column.kind,
    encoder: encoder.kind,
  })
}
