import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  defineStep,
  macroF1,
  oneVsOneAuc,
  parseCsv,
  predictMoments,
  predictMomentShares,
  classAccuracy,
  type Step,
} from 'groundswell'
import { toAsked, toSong } from '../groups/songs.ts'
import { genre } from '../models/genre.ts'
import { madeSongs } from '../songs/made-songs.ts'
import { toCsv } from '../songs/csv.ts'
import { genres, songColumns } from '../songs/song-columns.ts'

/** One page for both variants: what the version in production says of songs that nobody has learned from. */
export function resultsStep(after: Step<unknown, never>) {
  return defineStep({
    name: 'results',
    summary: 'Asks the version in production, and writes the page of results',
    cache: 'never',
    after: [after],
    run: async ({ context }) => {
      const { deps } = context
      const unseen = [...parseCsv(toCsv(madeSongs({ rows: 600, seed: 'unseen' })), songColumns)]
      const moments = unseen.map((row, at) => {
        const { song, heardAt } = toSong(row, 1_000_000 + at)
        return { key: { song }, at: heardAt, request: toAsked(row) }
      })
      const asked = { alias: 'prod', moments }
      const { version, values } = await predictMoments(deps, genre, asked)
      const shares = await predictMomentShares(deps, genre, asked)
      const truth = Float64Array.from(unseen, (row, at) => toSong(row, at).genre)
      const said = Float64Array.from(values)
      const measured = {
        oneVsOneAuc: oneVsOneAuc(truth, shares),
        macroF1: macroF1().of(truth, said),
        accuracy: classAccuracy().of(truth, said),
      }
      for (const [name, value] of Object.entries(measured)) context.recordMetric(name, value)
      const learner = (await deps.models.find(genre.name, version))?.details.learner ?? ''
      await writeFile(
        join(deps.root, 'results.html'),
        writePage({ version, learner, truth, said, measured }),
      )
      return { version, rowCount: unseen.length, ...measured }
    },
  })
}

interface Results {
  readonly version: number
  readonly learner: string
  readonly truth: Float64Array
  readonly said: Float64Array
  readonly measured: Readonly<Record<string, number>>
}

function writePage({ version, learner, truth, said, measured }: Results): string {
  const counts = genres.map(() => genres.map(() => 0))
  for (const [at, one] of truth.entries()) {
    const row = counts[one]
    const column = said[at] ?? 0
    if (row !== undefined) row[column] = (row[column] ?? 0) + 1
  }
  const most = Math.max(...counts.flat())
  const rows = counts.map((row, at) => {
    const cells = row.map(
      (count) => `<td style="--share:${count / most}">${count === 0 ? '' : count}</td>`,
    )
    return `<tr><th scope="row">${genres[at]}</th>${cells.join('')}</tr>`
  })
  const facts = Object.entries(measured).map(
    ([name, value]) => `<dt>${name}</dt><dd>${value.toFixed(3)}</dd>`,
  )
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Genres: version ${version}</title>
<style>
  :root { color-scheme: light dark; font-family: system-ui, sans-serif }
  body { max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
  dl { display: grid; grid-template-columns: max-content auto; gap: 0.2rem 1rem }
  dd { margin: 0 }
  div { overflow-x: auto }
  table { border-collapse: collapse; font-size: 0.8rem }
  td { width: 2.4rem; height: 1.8rem; text-align: center; background: color-mix(in srgb, steelblue calc(var(--share) * 80%), transparent) }
  th { text-align: right; padding: 0 0.5rem; font-weight: normal; white-space: nowrap }
  thead th { writing-mode: vertical-rl; text-align: left; padding: 0.3rem 0 }
</style>
<h1>What genre is it?</h1>
<p>Version ${version} (${learner}) was asked for ${truth.length} songs that no version has learned from.</p>
<dl>${facts.join('')}</dl>
<h2>Which genres are taken for which</h2>
<div><table>
<caption>A row a true genre, a column an answer</caption>
<thead><tr><td></td>${genres.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>
<tbody>${rows.join('\n')}</tbody>
</table></div>
</html>
`
}
