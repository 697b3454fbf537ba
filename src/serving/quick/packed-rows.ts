import { idSigns } from './desk.ts'
import { unpackNumbers } from './pack-numbers.ts'

/** The rows of an answer, in a third of the bytes that they take as JSON. */
export interface PackedRows {
  /** `PackedAbout` as JSON. */
  readonly about: string
  /** The numbers of the rows, one row after the other. */
  readonly numbers: Uint8Array
  /** By so much they are shorter than the rows as JSON. */
  readonly sparedBytes: number
}

/** What is told of packed rows beside the numbers that they were asked with. */
export interface PackedAbout {
  /** Of the ids up to what tells one from another, and of each the rest. */
  readonly id: string
  readonly ids: string
  readonly at: string
  readonly columns: readonly string[]
  /** What was predicted; null where it is no number. */
  readonly values: readonly (number | null)[]
}

type Row = Readonly<Record<string, unknown>>

/** The rows as they were answered; undefined where some are missing, as of a line that was torn. */
export function unpackRows(
  { id, ids, at, columns, values }: PackedAbout,
  bytes: Buffer,
  label: string,
): readonly Row[] | undefined {
  const numbers = unpackNumbers(bytes)
  const width = columns.length
  if (numbers.length !== width * values.length || !endsWhole(bytes)) return undefined
  return values.map((value, row) => ({
    predictionId: id + ids.slice(row * idSigns, (row + 1) * idSigns),
    at,
    [label]: value,
    ...Object.fromEntries(columns.map((name, place) => [name, numbers[row * width + place]])),
  }))
}

/** With the comma of the last number. */
function endsWhole(bytes: Buffer): boolean {
  return bytes.length > 0 && ((bytes.at(-1) ?? 0) & 15) === 12
}

/** Where an id stands in packed rows: its beginning, and its rest. */
export function splitId(id: string): readonly [start: string, rest: string] {
  return [id.slice(0, -idSigns), id.slice(-idSigns)]
}

/** The ids of packed rows, from what is told of them. */
export function packedIds({ id, ids }: Pick<PackedAbout, 'id' | 'ids'>): readonly string[] {
  return Array.from(
    { length: ids.length / idSigns },
    (_, row) => id + ids.slice(row * idSigns, (row + 1) * idSigns),
  )
}
