import type { BeforeAfter, ColumnDrift, Profile, ProfileComparison } from '../../data/index.ts'
import { csvAddress, toCsv } from '../csv.ts'
import { html, type Html } from '../html.ts'
import { csvLink } from './csv-link.ts'
import { anchorOf, writeCount, writeNumber, writePercent } from './write-value.ts'

/** What came, what went, and how far each column moved, the furthest first. */
export function comparisonSection(comparison: ProfileComparison, { columns }: Profile): Html {
  const { addedColumns, removedColumns, retypedColumns, rowCount } = comparison
  const placeOf = (name: string) => columns.findIndex((column) => column.name === name)
  const drifts = comparison.columns.toSorted((a, b) => (b.stability ?? 0) - (a.stability ?? 0))
  const retyped = retypedColumns.map(({ name, before, after }) => `${name} (${before} → ${after})`)
  const changes = [
    ['Columns that came', addedColumns],
    ['Columns that went', removedColumns],
    ['Columns of another kind', retyped],
  ] as const
  return html`<section class="part" id="changes">
    <h2>What changed</h2>
    <p>${writeCount(rowCount.before)} rows before, ${writeCount(rowCount.after)} now.</p>
    ${changes
      .filter(([, names]) => names.length > 0)
      .map(([words, names]) => html`<p>${words}: <b>${names.join(', ')}</b>.</p>`)}
    <div class="scroll">
      <table class="drifts">
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Moved</th>
            <th scope="col" class="number">Stability index</th>
            <th scope="col" class="number">Jensen–Shannon</th>
            <th scope="col" class="number">KS</th>
            <th scope="col" class="number">Wasserstein</th>
            <th scope="col" class="number">Mean</th>
            <th scope="col" class="number">Missing</th>
            <th scope="col" class="number">Different</th>
          </tr>
        </thead>
        <tbody>
          ${drifts.map((drift) => driftRow(drift, anchorOf(placeOf(drift.name))))}
        </tbody>
      </table>
    </div>
    <p class="note">
      The stability index is Σ (before − now) ln (before / now) over tenths of the values before:
      from 0.1 on a column moved some, from 0.25 on much. Wasserstein is in deviations of the values
      before.
    </p>
    ${csvLink(csvAddress(driftCsv(drifts)), 'changes.csv')}
  </section>`
}

function driftCsv(drifts: readonly ColumnDrift[]): string {
  return toCsv(
    ['column', 'moved', 'stability', 'jensen_shannon', 'ks', 'wasserstein', 'chi_square_p'],
    drifts.map((drift) => [
      drift.name,
      drift.level,
      drift.stability,
      drift.jensenShannon,
      drift.ks,
      drift.wasserstein,
      drift.chiSquare?.pValue,
    ]),
  )
}

function driftRow(drift: ColumnDrift, anchor: string): Html {
  const { name, level, stability, ks, mean, missingShare, distinctCount } = drift
  const words = { none: 'no', some: 'some', much: 'much' }[level]
  return html`<tr>
    <th scope="row"><a href="#${anchor}">${name}</a></th>
    <td class="level-${level}">${stability === undefined ? 'unknown' : words}</td>
    <td class="number">${stability?.toFixed(3) ?? '–'}</td>
    <td class="number">${drift.jensenShannon?.toFixed(3) ?? '–'}</td>
    <td class="number">${ks?.toFixed(3) ?? '–'}</td>
    <td class="number">${drift.wassersteinNormed?.toFixed(3) ?? '–'}</td>
    <td class="number">${mean === undefined ? '–' : pairOf(mean, writeNumber)}</td>
    <td class="number">${pairOf(missingShare, writePercent)}</td>
    <td class="number">${pairOf(distinctCount, writeCount)}</td>
  </tr>`
}

function pairOf({ before, after }: BeforeAfter, write: (value: number) => string): string {
  const [old, now] = [write(before), write(after)]
  return old === now ? now : `${old} → ${now}`
}
