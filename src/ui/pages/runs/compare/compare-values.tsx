import { useMemo } from 'react'
import { usePageSearch } from '../../../page-search.ts'
import { Section } from '../../../kit/section.tsx'
import { CellValue } from '../table/cell-value.tsx'
import type { RunColumn } from '../table/run-columns.ts'
import { tellsApart, type Compared, type ComparedRun } from './compared-run.ts'

const kinds = [
  ['p.', 'Parameters'],
  ['m.', 'Metrics'],
  ['t.', 'Tags'],
] as const

/** What the runs were given and what came out, a line for each name; what differs stands out. */
export function CompareValues({ compared }: { compared: Compared }) {
  const [search, setSearch] = usePageSearch()
  const isAll = search['all'] !== undefined
  const { runs, columns } = compared
  return (
    <>
      <label className="check">
        <input
          type="checkbox"
          checked={!isAll}
          onChange={(event) => setSearch({ all: event.target.checked ? '' : 'yes' })}
        />
        Only what differs
      </label>
      {kinds.map(([prefix, title]) => (
        <Values
          key={prefix}
          title={title}
          runs={runs}
          isAll={isAll}
          columns={[...columns.values()].filter(
            ({ id }) => id.startsWith(prefix) && !id.startsWith('t.mlflow.'),
          )}
        />
      ))}
    </>
  )
}

interface ValuesProps {
  readonly title: string
  readonly runs: readonly ComparedRun[]
  readonly columns: readonly RunColumn[]
  readonly isAll: boolean
}

function Values({ title, runs, columns, isAll }: ValuesProps) {
  const lines = useMemo(
    () => columns.map((column) => ({ column, isApart: tellsApart(column, runs) })),
    [columns, runs],
  )
  const shown = lines.filter(({ isApart }) => isAll || isApart)
  const same = lines.filter(({ isApart }) => !isApart).length
  if (lines.length === 0) return null
  return (
    <Section title={title}>
      {shown.length === 0 ? null : (
        <div className="table-scroll compare-values" tabIndex={0} role="region" aria-label={title}>
          <table>
            <thead>
              <tr>
                <th scope="col">
                  <span className="only-read-aloud">Name</span>
                </th>
                {runs.map(({ id, name, colour }) => (
                  <th key={id} scope="col" style={{ borderBottomColor: colour }}>
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map(({ column, isApart }) => (
                <tr key={column.id} className={isApart ? 'apart' : 'muted'}>
                  <th scope="row">{column.title}</th>
                  {runs.map(({ id, place }) => (
                    <td key={id} className={column.isNumber ? 'numeric' : ''}>
                      <CellValue column={column} value={column.values[place] ?? null} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {same > 0 && !isAll ? (
        <p className="soft small">
          {shown.length === 0 ? `All ${same} are the same.` : `${same} more are the same.`}
        </p>
      ) : null}
    </Section>
  )
}
