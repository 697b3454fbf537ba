import { settingValue } from '../../base/index.ts'
import { ident, joinSql, sql, type Sql } from '../../table/index.ts'
import { rowCheck, type CheckScope, type RowCheck } from './check.ts'
import type { Threshold } from './threshold.ts'

/**
 * No two rows of one delivery have the same values in these columns. A row that lacks one of them is
 * not like any other.
 */
export function unique<const Name extends string>(...columns: readonly Name[]): RowCheck<Name> {
  const names = joinSql(columns.map(ident), ', ')
  const whole = allPresent(columns)
  return rowCheck({
    columns,
    sentence: () => `${columns.join(', ')} are unique`,
    breaks: ({ batch }) => {
      const within = batch === undefined ? names : sql`${batch}, ${names}`
      return sql`(${whole} and count(*) over (partition by ${within}) > 1)`
    },
    // Counting different hashes is some three times as fast as counting rows of each value. Two values
    // of one hash make it too high, never too low: then rows are counted.
    tally: () => sql`count(*) filter (${whole}) - count(distinct hash(${names})) filter (${whole})`,
  })
}

/**
 * No other row of the group has the same values in these columns, whichever delivery it came with. Of
 * deliveries that come in together none is older: all that share values break it. Where there is no
 * group, as for a file, the rows are held against each other.
 */
export function uniqueInGroup<const Name extends string>(
  ...columns: readonly Name[]
): RowCheck<Name> {
  const names = together(columns)
  const whole = allPresent(columns)
  const stored = ({ earlier }: CheckScope) =>
    earlier === undefined
      ? sql`false`
      : sql`(${whole} and ${names} in (select ${names} from ${earlier} where ${whole}))`
  return rowCheck({
    columns,
    looksBack: true,
    sentence: () => `${columns.join(', ')} are unique in the whole group`,
    breaks: (scope) =>
      sql`((${whole} and count(*) over (partition by ${joinSql(columns.map(ident), ', ')}) > 1)
        or ${stored(scope)})`,
  })
}

/** A rule of one's own: an SQL expression over the columns that is true for a good row. */
export function rule(name: string, expression: string): RowCheck<never> {
  // The line ends so that a comment at its end takes nothing with it.
  const holds: Sql = { strings: [`(${expression}\n)`], values: [] }
  return rowCheck({ columns: [], sentence: () => name, breaks: () => sql`(${holds} is not true)` })
}

const comparisons = {
  '<': sql`<`,
  '<=': sql`<=`,
  '=': sql`=`,
  '<>': sql`<>`,
  '>=': sql`>=`,
  '>': sql`>`,
}

/** Two columns stand in a relation: `related('minHeight', '<=', 'maxHeight')`. */
export function related<const Name extends string>(
  left: Name,
  comparison: keyof typeof comparisons,
  right: Name,
): RowCheck<Name> {
  const holds = sql`${ident(left)} ${comparisons[comparison]} ${ident(right)}`
  return rowCheck({
    columns: [left, right],
    sentence: () => `${left} ${comparison} ${right}`,
    breaks: () => sql`coalesce(not (${holds}), false)`,
  })
}

/** The degrees that bound a part of the earth. West of east, unless it spans the 180th meridian. */
export interface GeographicBox {
  readonly south: Threshold
  readonly north: Threshold
  readonly west: Threshold
  readonly east: Threshold
}

/** Places lie within a box, its border included. */
export function inBox<const Name extends string>(
  place: { readonly latitude: Name; readonly longitude: Name },
  box: GeographicBox,
): RowCheck<Name> {
  const [latitude, longitude] = [ident(place.latitude), ident(place.longitude)]
  return rowCheck({
    columns: [place.latitude, place.longitude],
    sentence: (show) =>
      `${place.latitude}, ${place.longitude} lie within ${show(box.south)} to ${show(box.north)} north and ${show(box.west)} to ${show(box.east)} east`,
    breaks: ({ settings }) => {
      const end = (name: keyof GeographicBox) => settingValue(box[name], settings)
      const [west, east] = [end('west'), end('east')]
      const inside =
        west <= east
          ? sql`${longitude} between ${west} and ${east}`
          : sql`(${longitude} >= ${west} or ${longitude} <= ${east})`
      const holds = sql`${latitude} between ${end('south')} and ${end('north')} and ${inside}`
      return sql`coalesce(not (${holds}), false)`
    },
  })
}

/** True in SQL where a row has all of these columns. */
export function allPresent(columns: readonly string[]): Sql {
  return joinSql(
    columns.map((column) => sql`${ident(column)} is not null`),
    ' and ',
  )
}

/** Several columns are compared as one value; the engine takes a row of one for the value itself. */
export function together(columns: readonly string[]): Sql {
  const names = joinSql(columns.map(ident), ', ')
  return columns.length === 1 ? names : sql`row(${names})`
}
