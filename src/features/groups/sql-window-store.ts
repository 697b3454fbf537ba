import type { DatabaseSession } from '../../storage/index.ts'
import type { StoredWindow, WindowStore } from './window-store.ts'

export function sqlWindowStore({ queries }: DatabaseSession): WindowStore {
  return {
    async list(group, range) {
      let query = queries
        .selectFrom('window_statistics')
        .selectAll()
        .where('group_name', '=', group)
      if (range !== undefined) {
        query = query
          .where('since', '>=', range.since.toISOString())
          .where('until', '<=', range.until.toISOString())
      }
      const rows = await query.orderBy('since').orderBy('until').execute()
      return rows.map((row) => ({
        since: new Date(row.since),
        until: new Date(row.until),
        throughSequence: row.through_sequence,
        measuredAt: new Date(row.measured_at),
        rowCount: row.row_count,
        columns: JSON.parse(row.columns) as StoredWindow['columns'],
      }))
    },

    async put(group, windows) {
      for (let at = 0; at < windows.length; at += windowsPerInsert) {
        await queries
          .insertInto('window_statistics')
          .values(windows.slice(at, at + windowsPerInsert).map((window) => toRow(group, window)))
          .onConflict((conflict) =>
            conflict
              .columns(['group_name', 'since', 'until'])
              .doUpdateSet((to) => ({
                through_sequence: to.ref('excluded.through_sequence'),
                measured_at: to.ref('excluded.measured_at'),
                row_count: to.ref('excluded.row_count'),
                columns: to.ref('excluded.columns'),
              }))
              .whereRef('excluded.through_sequence', '>=', 'window_statistics.through_sequence'),
          )
          .execute()
      }
    },
  }
}

/** How many rows one statement may insert: databases bound the number of parameters. */
const windowsPerInsert = 100

function toRow(group: string, window: StoredWindow) {
  return {
    group_name: group,
    since: window.since.toISOString(),
    until: window.until.toISOString(),
    through_sequence: window.throughSequence,
    measured_at: window.measuredAt.toISOString(),
    row_count: window.rowCount,
    columns: JSON.stringify(window.columns),
  }
}
