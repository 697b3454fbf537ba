import { UnreadableLine, type OpenedTable } from '../../table/index.ts'

/** Throws `UnreadableLine` for a CSV head that is no text, or has names that the engine can't tell apart. */
export function assertNames({ format, columns }: OpenedTable): void {
  if (format !== 'csv') return
  const names = columns.map(({ name }) => name)
  const line = { line: 1, text: names.join(',').slice(0, 200) }
  // eslint-disable-next-line no-control-regex -- that is what tells a binary file
  if (names.some((name) => /[\u0000-\u0008]/.test(name))) {
    throw new UnreadableLine(line, 'this is no text.')
  }
  const lower = names.map((name) => name.toLowerCase())
  const second = names.find((_, at) => lower.indexOf(lower[at] ?? '') !== at)
  if (second === undefined) return
  const first = names[lower.indexOf(second.toLowerCase())] ?? ''
  throw new UnreadableLine(line, `"${first}" and "${second}" differ only by upper and lower case.`)
}
