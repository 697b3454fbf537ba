import { nameFinding, type EvaluationReport, type FairnessFinding } from '../../registry/index.ts'
import { html, type Html } from '../html.ts'
import { writeCount, writeNumber, writePercent } from '../profile/write-value.ts'
import { inWords } from './metric-words.ts'

const shownRates = [
  'prevalence',
  'selectionRate',
  'truePositiveRate',
  'falsePositiveRate',
  'falseNegativeRate',
  'precision',
  'falseDiscoveryRate',
  'falseOmissionRate',
  'negativePredictiveValue',
  'accuracy',
] as const

/** How groups are treated. */
export function fairnessSection({ fairness }: EvaluationReport): Html | undefined {
  if (fairness.length === 0) return undefined
  return html`<section class="part" id="fairness">
    <h2>Are groups treated alike?</h2>
    ${fairness.map(columnFairness)}
  </section>`
}

function columnFairness(finding: FairnessFinding): Html {
  const { reference, tolerance, held, wanted, leftOut, notions, isToldOnly } = finding
  return html`<h3>By ${nameFinding(finding)}</h3>
    <p>
      ${isToldOnly === true ? html`<span class="unsure">Told only</span>` : held ? html`<span class="good">Held</span>` : html`<span class="bad-word">Not held</span>`}:
      ${inWords(wanted)} wants rates of ${writeNumber(tolerance)} to ${writeNumber(1 / tolerance)}
      times those of ${reference}; ${whatIsYes(finding)}. With 95 % intervals of how many times it
      is (bootstrap). In bold: outside, and by more than chance.
      ${leftOut.length === 0 ? '' : `Left out for too few rows: ${leftOut.join(', ')}.`}
    </p>
    ${rateTable(finding)}
    <p class="note">
      ${Object.entries(notions).map(
        ([notion, { difference, ratio, differenceInterval, ratioInterval }]) =>
          html`${inWords(notion)}: difference ${writeWithin(difference, differenceInterval)}, ratio
          ${writeWithin(ratio, ratioInterval)}. `,
      )}
    </p>
    <details>
      <summary>Every parity</summary>
      <ul class="parities">
        ${Object.entries(finding.parities).map(
          ([parity, own]) =>
            html`<li>
              <span class="${own === null ? 'unsure' : own ? 'good' : 'bad-word'}"
                >${own === null ? 'not told' : own ? 'holds' : 'broken'}</span
              >
              ${inWords(parity)}
            </li>`,
        )}
      </ul>
    </details>`
}

function rateTable({ groups, reference, tolerance }: FairnessFinding): Html {
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">group</th>
          <th scope="col" class="number">rows</th>
          ${shownRates.map((rate) => html`<th scope="col" class="number">${inWords(rate)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${groups.map(
          ({ group, rowCount, rates, disparities, intervals, significant }) =>
            html`<tr>
              <th scope="row">${group}${group === reference ? ' (reference)' : ''}</th>
              <td class="number">${writeCount(rowCount)}</td>
              ${shownRates.map((rate) => {
                const value = rates[rate]
                const disparity = disparities[rate]
                const isOut =
                  typeof disparity === 'number' &&
                  (disparity < tolerance || disparity > 1 / tolerance) &&
                  significant.includes(rate)
                const words = typeof value === 'number' ? writePercent(value) : '–'
                const times =
                  typeof disparity === 'number' && group !== reference
                    ? ` × ${writeWithin(disparity, intervals[rate] ?? [null, null])}`
                    : ''
                return html`<td class="number">
                  ${isOut ? html`<b class="bad-word">${words}${times}</b>` : `${words}${times}`}
                </td>`
              })}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

function whatIsYes({ yes }: FairnessFinding): string {
  return 'class' in yes
    ? `yes is class ${yes.class}`
    : `yes is said from ${writeNumber(yes.from)} on`
}

/** `0.72 (0.66 to 0.79)` */
function writeWithin(
  value: number | null,
  [low, high]: readonly [number | null, number | null],
): string {
  const write = (own: number | null) => (own === null ? '–' : writeNumber(Number(own.toFixed(2))))
  return `${write(value)} (${write(low)} to ${write(high)})`
}

/** What the model was declared to do, and whether it does. */
export function behaviourSection({ behaviours }: EvaluationReport): Html | undefined {
  if (behaviours.length === 0) return undefined
  return html`<section class="part" id="behaviour">
    <h2>Does it behave as declared?</h2>
    <ul class="findings">
      ${behaviours.map(
        ({ gate, held, found, wanted }) =>
          html`<li>
            <span class="${held ? 'good' : 'bad-word'}">${held ? 'Kept' : 'Not kept'}</span>
            <span><b>${gate}</b>: ${found}; wanted: ${wanted}</span>
          </li>`,
      )}
    </ul>
  </section>`
}

/** Columns that are too good to be true. */
export function leakSection({ leaks }: EvaluationReport): Html {
  return html`<section class="part" id="leaks">
    <h2>Is anything too good to be true?</h2>
    ${
      leaks.length === 0
        ? html`<p>
            No: no column tells the target by itself, none by being missing, and held-out rows are
            no copies of rows that were learned from.
          </p>`
        : html`<ul class="findings">
            ${leaks.map(
              ({ column, sentence }) =>
                html`<li>
                  <span class="bad-word">${column}</span>
                  <span>${sentence}</span>
                </li>`,
            )}
          </ul>`
    }
  </section>`
}
