import type { MonitorRunReply } from '../../../api/index.ts'
import { formatCount } from '../../format.ts'

/** How often each class was taken for which, in one window. */
export function Confusion({ run }: { run: MonitorRunReply }) {
  if (run.confusion === null || run.confusion.classes.length > 20) return null
  const { classes, counts } = run.confusion
  return (
    <>
      <h3 className="table-title">What was taken for what</h3>
      <div className="table-scroll" tabIndex={0} role="region" aria-label="What was taken for what">
        <table className="matrix">
          <thead>
            <tr>
              <td />
              {classes.map((name) => (
                <th key={name} scope="col" className="numeric">
                  said {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {counts.map((row, at) => (
              <tr key={classes[at]}>
                <th scope="row">was {classes[at]}</th>
                {row.map((count, said) => (
                  <td
                    key={classes[said]}
                    className={`numeric amount-${amountOf(count, row)} ${said === at ? 'hit' : ''}`}
                  >
                    {formatCount(count)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

function amountOf(count: number, row: readonly number[]): number {
  const sum = row.reduce((total, own) => total + own, 0)
  return sum === 0 ? 0 : Math.min(5, Math.ceil((5 * count) / sum))
}
