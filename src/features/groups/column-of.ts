import { suggestName } from '../../base/index.ts'
import type { Column } from '../../table/index.ts'
import { featuresErrors } from '../errors.ts'
import type { GroupShape } from './group-shape.ts'

/** The column of that name. Throws `unknownColumn`. */
export function columnOf(group: GroupShape, column: string): Column {
  const found = group.columns[column]
  if (found !== undefined) return found
  const suggestion = suggestName(column, Object.keys(group.columns))
  throw featuresErrors.unknownColumn({ group: group.name, column, suggestion })
}
