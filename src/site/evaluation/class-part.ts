import type { EvaluationReport, ReportedClass } from '../../registry/index.ts'
import { html, type Html } from '../html.ts'
import { writeCount, writeNumber } from '../profile/write-value.ts'
import { curvePlots } from './curve-plots.ts'
import { inWords } from './metric-words.ts'

const told = [
  'precision',
  'recall',
  'f1',
  'rocAuc',
  'averagePrecision',
  'calibrationError',
] as const satisfies readonly (keyof ReportedClass['metrics'])[]

/** Each class against all others: how well it is told from them, and whether it is as likely as it was said. */
export function classPart({ pictures, rowCount }: EvaluationReport): Html | undefined {
  const { classes } = pictures
  if (classes === undefined) return undefined
  const [hardest] = classes
    .filter(({ metrics }) => metrics.rocAuc !== null)
    .toSorted((a, b) => Number(a.metrics.rocAuc) - Number(b.metrics.rocAuc))
  return html`<h3>Class by class</h3>
    <p>Each against all others. Below, the class that is hardest to tell is open.</p>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">class</th>
            <th scope="col" class="number">rows</th>
            ${told.map((name) => html`<th scope="col" class="number">${inWords(name)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${classes.map(
            (own) =>
              html`<tr>
                <th scope="row">${own.name}</th>
                <td class="number">${writeCount(own.rowCount)}</td>
                ${told.map(
                  (name) =>
                    html`<td class="number">${writeNumber(own.metrics[name] ?? undefined)}</td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${classes.map((own) => classCurves(own, { rowCount, isOpen: own === hardest }))}`
}

function classCurves(
  own: ReportedClass,
  { rowCount, isOpen }: { readonly rowCount: number; readonly isOpen: boolean },
): Html {
  return html`<details${isOpen ? html` open` : undefined}>
    <summary>Class ${own.name} against all others</summary>
    <div class="small-charts">${curvePlots(own, { own: own.rowCount, whole: rowCount })}</div>
  </details>`
}
