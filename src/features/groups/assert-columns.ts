import { featuresErrors } from '../errors.ts'
import type { Commit } from './commit.ts'
import { evolutionFaults, tell } from './evolve-columns.ts'
import type { GroupShape } from './group-shape.ts'

/** Names what reads a group: views, models, derived groups. */
export type ReadersOf = (group: string) => readonly string[]

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
    throw featuresErrors.columnsChanged({
      group: group.name,
      problems: tell(faults),
      readers: readersOf(group.name).join(', '),
    })
  }
}
