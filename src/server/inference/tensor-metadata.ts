import { toldColumns, type OpenService } from '../../serving/index.ts'
import type { Column, Columns } from '../../table/index.ts'
import type { Datatype } from './datatypes.ts'

/** An input or output as the protocol describes it. */
export interface TensorMetadata {
  readonly name: string
  readonly datatype: Datatype
  readonly shape: readonly number[]
}

/** One column each: a value for each row. */
const columnShape = [-1, 1] as const

export function inputsOf(columns: Columns): TensorMetadata[] {
  return Object.entries(columns).map(([name, column]) => ({
    name,
    datatype: datatypeOf(column),
    shape: columnShape,
  }))
}

export function outputsOf({ service }: OpenService): TensorMetadata[] {
  return [
    { name: service.model.view.label.column, datatype: 'FP64', shape: columnShape },
    { name: 'predictionId', datatype: 'BYTES', shape: columnShape },
    ...inputsOf(toldColumns(service)),
  ]
}

function datatypeOf({ type }: Column): Datatype {
  switch (type) {
    case 'float':
      return 'FP64'
    case 'integer':
      return 'INT64'
    case 'boolean':
      return 'BOOL'
    case 'text':
    case 'timestamp':
      return 'BYTES'
  }
}
