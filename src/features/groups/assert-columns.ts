import { featuresErrors } from '../errors.ts'
import type { Commit } from './commit.ts'
import { evolutionFaults, tell } from './evolve-columns.ts'
import type { GroupShape } from './group-shape.ts'

/** Names what reads a column of a group: views, models, derived groups. */
export type ReadersOf = (group: string, column: string) => readonly string[]

/**
 * Refuses declared columns by which what is stored would be lost or unreadable. Throws
 * `columnsChanged`, which names what reads them.
 */
export function assertColumns(
  group: GroupShape,
  commits: readonly Commit[],
  readersOf: ReadersOf = () => [],
): void {
  const layouts = new Set(commits.flatMap(({ segments }) => segments.map(({ columns }) => columns)))
  for (const stored of layouts) {
    const faults = evolutionFaults(stored, group.columns)
    if (faults.length === 0) continue
    const readers = faults.flatMap(({ column }) => readersOf(group.name, column))
    throw featuresErrors.columnsChanged({
      group: group.name,
      problems: tell(faults),
      readers: [...new Set(readers)].join(', '),
    })
  }
}
