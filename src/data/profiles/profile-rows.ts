import { duckdbEngine, ident, type Columns, type EngineRow } from '../../table/index.ts'
import type { Profile } from './profile.ts'
import { profileTable, type ProfileOptions } from './profile-table.ts'

/** The profile of rows at hand: of a generator, say, or of a test. Throws what `profileTable` throws. */
export async function profileRows(
  columns: Columns,
  rows: Iterable<EngineRow>,
  options: Omit<ProfileOptions, 'columns'> = {},
): Promise<Profile> {
  const engine = duckdbEngine()
  try {
    return await engine.withRows(columns, rows, (table) =>
      profileTable(engine, ident(table), { ...options, columns }),
    )
  } finally {
    engine.close()
  }
}
