import type { PreviewReply } from '../../api/index.ts'
import { maskHidden } from '../../base/index.ts'
import { toRow } from './wire-values.ts'

/** As many rows as are looked at. */
export const mostRows = 50
const mostText = 20_000

/** What one would see of a JSON value: a list of records as a table, all else as text. */
export function previewValue(value: unknown): PreviewReply {
  if (value === undefined || value === null) return { kind: 'none' }
  const records = recordsIn(value) ?? splitRecords(value)
  if (records !== undefined) return tableOf(records)
  return previewText(typeof value === 'string' ? value : JSON.stringify(value, null, 2))
}

/** The beginning of a text. */
export function previewText(text: string): PreviewReply {
  const masked = maskHidden(text)
  return { kind: 'text', text: masked.slice(0, mostText), isCut: masked.length > mostText }
}

type Records = readonly Readonly<Record<string, unknown>>[]

export function tableOf(records: Records, rowCount = records.length): PreviewReply {
  const rows = records.slice(0, mostRows)
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return { kind: 'table', columns, rows: rows.map(toRow), rowCount }
}

/** A list of records, by itself or as the only list of a value that says little else. */
function recordsIn(value: unknown): Records | undefined {
  if (isRecords(value)) return value
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const lists = Object.values(value).filter(isRecords)
  const rest = Object.values(value).filter((part) => typeof part === 'object' && part !== null)
  return lists.length === 1 && rest.length === 1 ? lists[0] : undefined
}

/** A table as pandas and MLflow split it: names of columns, and rows as lists. */
function splitRecords(value: unknown): Records | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { columns, data } = value as { readonly columns?: unknown; readonly data?: unknown }
  if (!Array.isArray(columns) || !Array.isArray(data) || !data.every(Array.isArray))
    return undefined
  const names = columns.map(String)
  return (data as readonly (readonly unknown[])[]).map((row) =>
    Object.fromEntries(names.map((name, at) => [name, row[at]])),
  )
}

function isRecords(value: unknown): value is Records {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row))
  )
}
