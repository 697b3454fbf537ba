import { basename } from 'node:path'
import { unpackedName } from '../../table/index.ts'
import { columnNames } from './column-names.ts'
import type { InferredColumn, InferredTable } from './inferred-table.ts'

export interface Definition {
  /** Where the file is, as a source tells it. */
  readonly from: string
  /** When its rows were true, where no column of it tells. */
  readonly writtenAt: Date
}

const readers = {
  csv: 'csvRows',
  json: 'jsonRows',
  jsonLines: 'jsonLines',
  parquet: 'parquetRows',
  arrow: 'arrowRows',
} as const

/** TypeScript to paste: columns, source and group, by which the very file loads. */
export function writeDefinition(table: InferredTable, { from, writtenAt }: Definition): string {
  const stem = unpackedName(basename(from)).replace(/\.[^.]+$/, '')
  const variable = columnNames([stem])[0] ?? 'rows'
  const name = kebab(variable)
  const time = table.time ?? freeName('seenAt', table.columns)
  const reader = readers[table.format]
  const added = table.time === undefined ? { [time]: writtenAt } : {}
  const types = new Set([
    ...table.columns.map(({ type }) => type),
    ...(table.time === undefined ? ['timestamp'] : []),
  ])
  const imports = [reader, 'defineGroup', 'defineSource', ...types].toSorted()
  const encoding = table.encoding === undefined ? '' : `, encoding: '${table.encoding}'`
  return [
    `import { ${imports.join(', ')} } from 'groundswell'`,
    '',
    'const columns = {',
    ...table.columns.map(writeColumn),
    ...Object.keys(added).map(
      (own) => `  ${own}: timestamp(), // the file tells no time: see below`,
    ),
    '}',
    ...table.leftOut.map(
      (column) => `// Left out, as its values are of several kinds or lists: ${column}`,
    ),
    '',
    ...(table.isKeyUnique
      ? []
      : ['// No two columns tell its rows apart: choose the key that is meant.']),
    `export const ${variable} = defineGroup({`,
    `  name: ${quote(name)},`,
    `  key: [${table.key.map(quote).join(', ')}],`,
    `  time: ${quote(time)},`,
    '  columns,',
    `  from: defineSource({ name: ${quote(name)}, from: ${quote(from)}${encoding} }),`,
    `  read: ${reader}(columns${writeOptions(table, added)}),`,
    '})',
    '',
  ].join('\n')
}

function writeColumn(column: InferredColumn): string {
  const { name, type, isOptional } = column
  const said = commentOf(column)
  const comment = said === '' ? '' : ` // ${said}`
  return `  ${name}: ${type}(${isOptional ? '{ optional: true }' : ''}),${comment}`
}

function commentOf({ min, max, texts, missingCount, otherForms }: InferredColumn): string {
  const parts = [
    min === undefined || max === undefined ? '' : `${min} … ${max}`,
    texts === undefined ? '' : texts.map(quote).join(', '),
    missingCount === 0 ? '' : `${missingCount} missing`,
    otherForms === undefined ? '' : `might be ${otherForms.join(' or ')} as well`,
  ]
  const comment = parts
    .filter((part) => part !== '')
    .join('; ')
    .replaceAll(/[\r\n\u2028\u2029]/g, ' ')
  return comment.length > 160 ? `${comment.slice(0, 160)}…` : comment
}

function writeOptions(table: InferredTable, added: Readonly<Record<string, Date>>): string {
  const { columns, format, delimiter, missing, decimal, thousands, path } = table
  const renamed = columns.filter(({ name, fileName }) => name !== fileName)
  const isNumber = columns.some(({ type }) => type === 'float' || type === 'integer')
  const isSpoken = format === 'csv' && delimiter !== undefined && delimiter !== ','
  const parts = [
    isSpoken ? `delimiter: ${quote(delimiter)}` : '',
    path === undefined ? '' : `path: ${quote(path)}`,
    missing.length === 0 ? '' : `missing: [${missing.map(quote).join(', ')}]`,
    decimal === undefined || !isNumber ? '' : `decimal: ${quote(decimal)}`,
    thousands === undefined || !isNumber ? '' : `thousands: ${quote(thousands)}`,
    writeRecord(
      'names',
      renamed.map(({ name, fileName }) => [name, quote(fileName)]),
    ),
    writeRecord(
      'dates',
      columns.flatMap(({ name, dateForm }) =>
        dateForm === undefined ? [] : [[name, quote(dateForm)]],
      ),
    ),
    writeRecord(
      'booleans',
      columns.flatMap(({ name, words }) =>
        words === undefined ? [] : [[name, `[${words.map(quote).join(', ')}]`]],
      ),
    ),
    writeRecord(
      'add',
      Object.entries(added).map(([name, at]) => [
        name,
        `() => new Date(${quote(at.toISOString())})`,
      ]),
    ),
  ].filter((part) => part !== '')
  if (parts.length === 0) return ''
  return `, {\n${parts.map((part) => `    ${part},\n`).join('')}  }`
}

function writeRecord(name: string, entries: readonly (readonly string[])[]): string {
  if (entries.length === 0) return ''
  return `${name}: { ${entries.map(([key, value]) => `${key}: ${value}`).join(', ')} }`
}

function quote(text: string): string {
  const inner = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
  return `'${inner.replaceAll("'", String.raw`\'`)}'`
}

function kebab(name: string): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll('_', '-')
    .toLowerCase()
  const bare = words.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^[^a-z]+|-+$/g, '')
  return bare === '' ? 'rows' : bare
}

function freeName(wanted: string, columns: readonly InferredColumn[]): string {
  return columns.some(({ name }) => name === wanted) ? freeName(`${wanted}2`, columns) : wanted
}
