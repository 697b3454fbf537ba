import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import type { OpenedProject } from '../project/index.ts'
import type { Look } from './finding.ts'

/** Lets SQLite check every page, index and reference of the metadata. */
export async function examineDatabase({ state }: OpenedProject): Promise<Look> {
  const database = new DatabaseSync(join(state, 'metadata.sqlite'), { readOnly: true })
  try {
    const faults = [
      ...database.prepare('pragma integrity_check').all(),
      ...database.prepare('pragma foreign_key_check').all(),
    ].map((row) => Object.values(row).join(' '))
    if (faults.length === 1 && faults[0] === 'ok') return { state: 'well', found: 'whole' }
    return {
      state: 'wrong',
      found: faults
        .filter((fault) => fault !== 'ok')
        .slice(0, 3)
        .join('; '),
      fix: 'Put back a copy of the state folder, or move it away and bring the data in again.',
    }
  } finally {
    database.close()
  }
}
