import type { Losses } from '../training/index.ts'
import type { Style } from './style.ts'
import { writeNumber } from './write-value.ts'

const width = 60
const height = 8
const bars = '▁▂▃▄▅▆▇█'

type Series = readonly { readonly step: number; readonly value: number }[]

/** The losses of a training as a small picture: `•` on the rows learned from, `○` on rows that were held back. */
export function renderCurve(losses: readonly Losses[], style: Style): string {
  const training = seriesOf(losses, 'trainingLoss')
  const heldBack = seriesOf(losses, 'heldBackLoss')
  const values = [...training, ...heldBack].map(({ value }) => value)
  const last = losses.at(-1)
  if (values.length < 3 || last === undefined) return ''
  const low = values.reduce((least, value) => Math.min(least, value), Infinity)
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity)
  const grid = Array.from({ length: height }, () => Array.from({ length: width }, () => ' '))
  const put = (series: Series, mark: string) => {
    for (const { step, value } of series) {
      const column = Math.min(width - 1, Math.floor((step / last.step) * width))
      const row = Math.round(((high - value) / (high - low || 1)) * (height - 1))
      const line = grid[row]
      if (line !== undefined) line[column] = mark
    }
  }
  put(training, '•')
  put(heldBack, '○')
  const names = [
    ...(training.length === 0 ? [] : ['• rows learned from']),
    ...(heldBack.length === 0 ? [] : ['○ rows held back']),
  ]
  const label = (row: number) =>
    row === 0 ? writeNumber(high) : row === height - 1 ? writeNumber(low) : ''
  return [
    `\n${style.dim(`loss by round, up to ${last.step}: ${names.join(', ')}`)}`,
    ...grid.map((line, row) => `${label(row).padStart(8)} ${style.dim('│')}${line.join('')}`),
    '',
  ].join('\n')
}

/** The way of the loss so far in one line: `loss 0.4213 ▇▅▃▂▁`; of the rows held back where there are some. */
export function writeLosses(losses: readonly Losses[]): string {
  const heldBack = seriesOf(losses, 'heldBackLoss')
  const series = heldBack.length > 0 ? heldBack : seriesOf(losses, 'trainingLoss')
  const last = series.at(-1)
  if (last === undefined) return ''
  const every = Math.max(1, Math.ceil(series.length / 16))
  const shown = series.filter((_, place) => place % every === 0).map(({ value }) => value)
  const low = Math.min(...shown)
  const reach = Math.max(...shown) - low || 1
  const line = shown.map((value) => bars[Math.round(((value - low) / reach) * 7)]).join('')
  return `loss ${writeNumber(last.value)} ${line}`
}

function seriesOf(losses: readonly Losses[], name: 'trainingLoss' | 'heldBackLoss'): Series {
  return losses.flatMap(({ step, [name]: value }) => (value === undefined ? [] : [{ step, value }]))
}
