import { isSwellError, parseMoment, suggestName } from '../base/index.ts'
import type { Column } from '../table/index.ts'
import { servingErrors } from './errors.ts'
import type { Overrides, Prediction } from './prediction.ts'
import { isKeyless, newKey } from './keyless.ts'
import { keyColumns } from './predictions-group.ts'
import type { ServedModel } from './served-model.ts'

/** What is asked for in one row: a key, a moment, what the view wants to be told, and features set by the asker. */
export interface RequestRow {
  readonly key: Readonly<Record<string, unknown>>
  readonly at: Date
  readonly overrides: Overrides | undefined
  /** What the view wants of a request; undefined where it wants nothing. */
  readonly request: Prediction['request'] | undefined
}

export type ParseRequestRow = (
  row: Readonly<Record<string, unknown>>,
  rowNumber: number,
  now: Date,
) => RequestRow

/** The value of a key column that a row does not tell. */
export type MakeKey = (column: Column, rowNumber: number, now: Date) => unknown

/**
 * Makes the reader of a service's rows. It throws `rowDoesNotFit` or `unknownField`. Where nothing is looked up by the
 * key, a row may leave it out.
 */
export function requestRowParser(
  model: ServedModel,
  settable: ReadonlySet<string>,
  makeKey: MakeKey = newKey,
): ParseRequestRow {
  const mayLackKey = isKeyless(model.view)
  const keys = Object.entries(keyColumns(model))
  const keyNames = new Set(keys.map(([name]) => name))
  const told = Object.entries(model.view.request)
  const fields = [...new Set([...keyNames, 'at', ...told.map(([name]) => name), ...settable])]

  return (row, rowNumber, now) => {
    const key: Record<string, unknown> = {}
    for (const [name, column] of keys) {
      const value = mayLackKey ? (row[name] ?? makeKey(column, rowNumber, now)) : row[name]
      key[name] = parseValue(column, name, value, rowNumber)
    }
    const at = parseAt(row['at'], rowNumber, now)
    const request = parseRequest(told, row, at, rowNumber)
    let overrides: Record<string, number | string | null> | undefined
    for (const name of Object.keys(row)) {
      if (name === 'at' || keyNames.has(name) || Object.hasOwn(model.view.request, name)) continue
      if (!settable.has(name)) throw unknownField(model, fields, name, row[name], rowNumber)
      overrides ??= {}
      overrides[name] = parseOverride(model, name, row[name], rowNumber)
    }
    return { key, at, overrides, request }
  }
}

function parseRequest(
  told: readonly (readonly [string, Column])[],
  row: Readonly<Record<string, unknown>>,
  at: Date,
  rowNumber: number,
): Prediction['request'] | undefined {
  if (told.length === 0) return undefined
  // A loop, and no copy of the row: this is on the way of every one.
  const request: Record<string, unknown> = {}
  for (const [name, column] of told) {
    const value = name === 'at' ? at : (row[name] ?? column.default)
    const isAbsent = column.optional && (value === undefined || value === null)
    request[name] = isAbsent ? undefined : parseTold(column, name, value, rowNumber)
  }
  return request
}

/** A value that keeps to what its column declares. */
export function parseTold(
  column: Column,
  field: string,
  value: unknown,
  rowNumber: number,
): unknown {
  const told = parseValue(column, field, value, rowNumber)
  const { oneOf, min = -Infinity, max = Infinity } = column
  if (oneOf !== undefined && !oneOf.some((one) => one === told)) {
    throw doesNotFit(rowNumber, field, value, `one of ${oneOf.join(', ')}`)
  }
  if (typeof told !== 'number' || (told >= min && told <= max)) return told
  const wanted =
    max === Infinity
      ? `at least ${min}`
      : min === -Infinity
        ? `at most ${max}`
        : `from ${min} to ${max}`
  throw doesNotFit(rowNumber, field, value, wanted)
}

/** Whether a number or a text is what its column declares, as `parseTold` would say. */
export function keepsTo(
  { type, oneOf, min = -Infinity, max = Infinity }: Column,
  value: unknown,
): boolean {
  if (type === 'text') {
    return typeof value === 'string' && value !== '' && (oneOf?.includes(value) ?? true)
  }
  const isNumber = type === 'integer' ? Number.isSafeInteger(value) : Number.isFinite(value)
  return isNumber && (value as number) >= min && (value as number) <= max
}

export function parseValue(
  { type }: Pick<Column, 'type'>,
  field: string,
  value: unknown,
  rowNumber: number,
) {
  switch (type) {
    case 'text':
      if (typeof value === 'string' && value !== '') return value
      throw doesNotFit(rowNumber, field, value, 'a text')
    case 'integer':
      if (Number.isSafeInteger(value)) return value
      throw doesNotFit(rowNumber, field, value, 'a whole number')
    case 'float':
      if (Number.isFinite(value)) return value
      throw doesNotFit(rowNumber, field, value, 'a number')
    case 'boolean':
      if (typeof value === 'boolean') return value
      throw doesNotFit(rowNumber, field, value, 'true or false')
    case 'timestamp':
      return parseMomentOf(value, field, rowNumber)
  }
}

function parseAt(value: unknown, rowNumber: number, now: Date): Date {
  return value === undefined || value === null ? now : parseMomentOf(value, 'at', rowNumber)
}

export function parseMomentOf(value: unknown, field: string, rowNumber: number): Date {
  const wanted = 'a moment such as 2026-11-22T12:00:00Z'
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value
  if (typeof value !== 'string') throw doesNotFit(rowNumber, field, value, wanted)
  try {
    return parseMoment(value)
  } catch (error) {
    if (!isSwellError(error)) throw error
    throw doesNotFit(rowNumber, field, value, wanted)
  }
}

function parseOverride(
  { view }: ServedModel,
  field: string,
  value: unknown,
  rowNumber: number,
): number | string | null {
  if (value === null) return value
  if (view.features[field]?.type === 'text') {
    if (typeof value === 'string') return value
    throw doesNotFit(rowNumber, field, value, 'a text, or null where it is not known')
  }
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw doesNotFit(rowNumber, field, value, 'a number, or null where it is not known')
}

function unknownField(
  { view }: ServedModel,
  fields: readonly string[],
  field: string,
  value: unknown,
  rowNumber: number,
) {
  const feature = view.features[field]
  const found = show(value)
  if (feature?.kind === 'derived') {
    const suggestion = 'It is computed from other features; set those.'
    return servingErrors.unknownField({ rowNumber, field, found, suggestion })
  }
  return servingErrors.unknownField({
    rowNumber,
    field,
    found,
    suggestion: suggestName(field, fields),
  })
}

function doesNotFit(rowNumber: number, field: string, value: unknown, wanted: string) {
  return servingErrors.rowDoesNotFit({ rowNumber, field, found: show(value), wanted })
}

export function show(value: unknown): string {
  if (value === undefined) return 'missing'
  const text = typeof value === 'number' ? String(value) : jsonOf(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}

function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? typeof value
  } catch {
    // It is nested so deep that nobody can write it.
    return `${typeof value} of many levels`
  }
}
