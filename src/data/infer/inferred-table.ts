import type { ColumnType, NumberForm, TableFormat } from '../../table/index.ts'

/** What a file looks like: enough to write down how it is read. */
export interface InferredTable {
  readonly format: TableFormat
  readonly rowCount: number
  readonly columns: readonly InferredColumn[]
  /** Columns of the file that can't be values of ours: lists, objects of objects. */
  readonly leftOut: readonly string[]
  readonly encoding: string | undefined
  readonly delimiter: string | undefined
  /** Where the rows stand in a JSON document. */
  readonly path: string | undefined
  readonly missing: readonly string[]
  readonly decimal: ',' | undefined
  readonly thousands: NumberForm['thousands']
  /** Columns that tell rows of one moment apart, and whether they were seen to. */
  readonly key: readonly string[]
  readonly isKeyUnique: boolean
  /** When a row was true; undefined where no column tells. */
  readonly time: string | undefined
}

export interface InferredColumn {
  /** As it is declared. */
  readonly name: string
  /** As the file has it. */
  readonly fileName: string
  readonly type: ColumnType
  readonly isOptional: boolean
  readonly missingCount: number
  readonly min?: number | string
  readonly max?: number | string
  /** All its texts, where there are few. */
  readonly texts?: readonly string[]
  /** How moments are written, if it is not ISO 8601. */
  readonly dateForm?: string
  /** Other forms that all moments fit as well. */
  readonly otherForms?: readonly string[]
  readonly words?: readonly [yes: string, no: string]
}
