import type { DatasetDifferenceReply, TableDifferenceReply } from '../../../api/index.ts'
import { useAsk } from '../../ask.ts'
import { formatCount, formatNumber, plural } from '../../format.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { State } from '../../kit/state.tsx'
import { Table } from '../../kit/table.tsx'
import type { TableColumn } from '../../kit/table-column.ts'

export interface VersionDifferenceProps {
  readonly name: string
  readonly version: number
  readonly from: number
}

/** Files that came, changed and went, and what is in those that are tables. */
export function VersionDifference({ name, version, from }: VersionDifferenceProps) {
  const difference = useAsk(
    'getDatasetDifference',
    { params: { name, version: String(version) }, query: { from: String(from) } },
    { everyMs: 0 },
  )
  return (
    <Loaded query={difference} height={160}>
      {(reply) => <Difference difference={reply} />}
    </Loaded>
  )
}

function Difference({ difference }: { difference: DatasetDifferenceReply }) {
  const { added, changed, removed, tables, unopenedCount } = difference
  if (added.count + changed.count + removed.count === 0) {
    return <p className="soft">Nothing: both hold the same files.</p>
  }
  return (
    <>
      <Paths word="added" sign="+" paths={added} />
      <Paths word="changed" sign="~" paths={changed} />
      <Paths word="removed" sign="−" paths={removed} />
      {tables.map((table) => (
        <TableDifference key={table.path} table={table} />
      ))}
      {unopenedCount === 0 ? null : (
        <p className="soft">{plural(unopenedCount, 'more changed table')} not looked into.</p>
      )}
    </>
  )
}

interface PathsProps {
  readonly word: string
  readonly sign: string
  readonly paths: DatasetDifferenceReply['added']
}

function Paths({ word, sign, paths: { count, paths } }: PathsProps) {
  if (count === 0) return null
  return (
    <details className="paths" open={count <= 5}>
      <summary>
        <span className="numeric">{sign}</span> {plural(count, 'file')} {word}
      </summary>
      <ul className="plain-list">
        {paths.map((path) => (
          <li key={path}>
            <code>{path}</code>
          </li>
        ))}
      </ul>
      {count > paths.length ? (
        <p className="soft">and {formatCount(count - paths.length)} more</p>
      ) : null}
    </details>
  )
}

function TableDifference({ table }: { table: TableDifferenceReply }) {
  const { path, problem, rowCount, columns } = table
  return (
    <>
      <h3 className="table-title">
        <code>{path}</code>{' '}
        {rowCount === null ? null : (
          <span className="soft">
            {formatCount(rowCount.before)} → {plural(rowCount.after, 'row')}
          </span>
        )}
      </h3>
      {problem === null ? null : (
        <p>
          <State tone="warn">no table</State> {problem}
        </p>
      )}
      <SchemaChanges table={table} />
      {columns.length === 0 ? null : (
        <Table
          id={`changes-${path}`}
          title={`Columns of ${path} whose numbers changed`}
          columns={changeColumns}
          rows={columns}
          rowKey={({ name }) => name}
        />
      )}
      {columns.length === 0 && problem === null ? (
        <p className="soft">No column’s numbers changed.</p>
      ) : null}
    </>
  )
}

function SchemaChanges({ table }: { table: TableDifferenceReply }) {
  const changes = [
    ...table.addedColumns.map((name) => `column ${name} came`),
    ...table.removedColumns.map((name) => `column ${name} went`),
    ...table.retypedColumns.map(({ name, before, after }) => `${name}: ${before} → ${after}`),
  ]
  if (changes.length === 0) return null
  return (
    <p>
      <State tone="warn">other columns</State> {changes.join('; ')}
    </p>
  )
}

type ColumnChange = TableDifferenceReply['columns'][number]

const changeColumns: readonly TableColumn<ColumnChange>[] = [
  {
    name: 'name',
    title: 'Column',
    value: ({ name }) => name,
    show: ({ name }) => <code>{name}</code>,
  },
  pairColumn('mean', 'Mean', formatNumber),
  pairColumn('missingShare', 'Missing', formatShare),
  pairColumn('distinctCount', 'Different, about', formatCount),
]

function pairColumn(
  name: 'mean' | 'missingShare' | 'distinctCount',
  title: string,
  format: (value: number) => string,
): TableColumn<ColumnChange> {
  return {
    name,
    title,
    value: (change) => change[name].after,
    show: (change) => {
      const { before, after } = change[name]
      if (before === null || after === null) return <span className="soft">–</span>
      if (format(before) === format(after)) return <span className="soft">{format(after)}</span>
      return `${format(before)} → ${format(after)}`
    },
    number: true,
  }
}

function formatShare(share: number): string {
  return `${formatNumber(100 * share)} %`
}
