import type { GroupReply } from '../../api/index.ts'
import type { Derivation, Group } from '../../features/index.ts'

/** What brings the rows of a group in, in words. */
export function describeLoading({ from, load, derive, partition }: Group): string {
  if (derive !== undefined) return `made of ${derive.from.map(({ name }) => name).join(', ')}`
  if (from !== undefined) return `texts of ${from.name}`
  if (load === undefined) return 'rows that code appends'
  const stretch = partition === undefined ? 'all at once' : `a ${partition} at a time`
  return `a function that fetches stretches of time, ${stretch}`
}

export function toDerivedFrom({ from, how, window }: Derivation): GroupReply['derivedFrom'] {
  const groups = from.map(({ name }) => name)
  if (how.kind === 'sql') {
    const anew =
      window === undefined
        ? 'all rows are made anew whenever something came in'
        : `a row that comes in has a say for ${window}; what it has a say in is made anew`
    return { groups, how: `SQL; ${anew}`, sql: how.sql }
  }
  if (how.kind === 'rows') {
    return { groups, how: 'a function of each row; only new rows are made', sql: null }
  }
  const aggregates = Object.entries(how.aggregates).map(
    ([name, [own, column]]) =>
      `${name} is the ${own}${column === undefined ? '' : ` of ${column}`}`,
  )
  const when = `over the last ${window ?? 'of all'}, every ${how.every}`
  return { groups, how: `for each key ${when}: ${aggregates.join('; ')}`, sql: null }
}
