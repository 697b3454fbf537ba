import {
  formatDuration,
  parseDuration,
  settingValue,
  type Duration,
  type Setting,
} from '../../base/index.ts'
import { ident, sql } from '../../table/index.ts'
import { tableCheck, type Measured, type TableCheck } from './check.ts'
import { rangeSentence, type Threshold } from './threshold.ts'

/** At most this share of the rows, from 0 to 1, lacks the column. */
export function missingAtMost<const Name extends string>(
  column: Name,
  share: Threshold,
): TableCheck<Name> {
  return tableCheck({
    columns: [column],
    sentence: (show) => `the missing share of ${column} is at most ${show(share)}`,
    measures: { missing: sql`count(*) filter (${ident(column)} is null)` },
    judge: ({ rowCount, values }, { settings }) => {
      const missing = Number(values['missing'] ?? 0)
      const found = rowCount === 0 ? 0 : missing / rowCount
      return {
        holds: found <= settingValue(share, settings),
        found: `${missing} of ${rowCount} missing, ${Number(found.toPrecision(4))}`,
        failedCount: missing,
      }
    },
  })
}

/** There are at least `min` and at most `max` rows. */
export function rowCount(range: {
  readonly min?: Threshold
  readonly max?: Threshold
}): TableCheck<never> {
  return tableCheck({
    columns: [],
    sentence: (show) => `the number of rows ${rangeSentence(range, show)}`,
    measures: {},
    judge: ({ rowCount: found }, { settings }) => {
      const { min = 0, max = Number.POSITIVE_INFINITY } = range
      return {
        holds: settingValue(min, settings) <= found && found <= settingValue(max, settings),
        found: `${found} rows`,
        failedCount: 0,
      }
    },
  })
}

/** The newest moment in the column is at most so old. No moment at all is not fresh. */
export function fresh<const Name extends string>(
  column: Name,
  within: Duration | Setting<string>,
): TableCheck<Name> {
  return tableCheck({
    columns: [column],
    sentence: (show) => `the newest ${column} is at most ${show(within)} old`,
    measures: { newest: sql`max(${ident(column)})` },
    judge: (measured, { settings, now }) => {
      const newest = newestOf(measured)
      if (newest === undefined) return { holds: false, found: 'no moment', failedCount: 0 }
      const ageMs = now.getTime() - newest.getTime()
      const limit = parseDuration(settingValue<string>(within, settings))
      const age = ageMs < 0 ? 'ahead of now' : `${formatDuration(ageMs)} old`
      return {
        holds: ageMs <= limit,
        found: `${newest.toISOString()}, ${age}`,
        failedCount: 0,
      }
    },
  })
}

function newestOf({ values }: Measured): Date | undefined {
  const newest = values['newest']
  return newest instanceof Date ? newest : undefined
}
