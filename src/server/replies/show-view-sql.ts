import {
  factsOf,
  groupsRead,
  labelSpine,
  viewQuery,
  type CommitStore,
  type View,
} from '../../features/index.ts'
import { ident, showSql } from '../../table/index.ts'

/**
 * The view's join for people to read: groups by their names instead of their files, and only the care
 * that the groups' rows ask for as they are now, or were at a moment.
 */
export async function showViewSql(
  commits: CommitStore,
  view: View,
  asOf: { readonly until?: Date } = {},
): Promise<string> {
  const { group } = view.label
  const groups = [group, ...groupsRead(view)]
  const facts = new Map(
    await Promise.all(
      groups.map(async ({ name }) => [name, factsOf(await commits.list(name, asOf))] as const),
    ),
  )
  const labels = labelSpine(view, ident(group.name), {}, facts.get(group.name))
  const relations = new Map(groups.map(({ name }) => [name, ident(name)]))
  const text = showSql(viewQuery(view, { relation: labels, knownBy: undefined }, relations, facts))
  // Each part of the query begins on a line of its own.
  return tidy(
    text.replaceAll(/\), ("[^"]*" as \()/g, '\n),\n$1').replace(/\)\s*(select spine\.)/, '\n)\n$1'),
  )
}

/** Lines indented by the depth of their parentheses; quoted text holds none in our queries. */
function tidy(text: string): string {
  let depth = 0
  const lines = text.split('\n').flatMap((raw) => {
    const line = raw.trim()
    if (line === '') return []
    const closesFirst = /^\)*/.exec(line)?.[0].length ?? 0
    const indent = '  '.repeat(Math.max(0, depth - closesFirst))
    const isContinued = /^(and|or|on) /.test(line)
    depth += line.split('(').length - line.split(')').length
    return [`${indent}${isContinued ? '  ' : ''}${line}`]
  })
  return lines.join('\n')
}
