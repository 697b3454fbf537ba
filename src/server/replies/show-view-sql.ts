import { groupsRead, viewQuery, type View } from '../../features/index.ts'
import { ident, joinSql, showSql, sql } from '../../table/index.ts'

/** The view's join for people to read: groups by their names instead of their files. */
export function showViewSql(view: View): string {
  const { group, column } = view.label
  const key = joinSql(group.key.map(ident), ', ')
  const labels = sql`(
    select ${key}, ${ident(group.time)} as _at, ${ident(column)} as _label
    from ${ident(group.name)}
    where ${ident(column)} is not null
  )`
  const relations = new Map(groupsRead(view).map(({ name }) => [name, ident(name)]))
  const text = showSql(viewQuery(view, { relation: labels, knownBy: undefined }, relations))
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
