import type { ColumnProfile } from '../../data/index.ts'
import { html, type Html } from '../html.ts'

/** A number with at most four digits that count; a dash where there is none. */
export function writeNumber(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–'
  const size = Math.abs(value)
  if (size !== 0 && (size < 0.001 || size >= 1e12)) {
    return value.toExponential(2).replace(/^-/, '−')
  }
  const rounded = size >= 1000 ? Math.round(value) : Number(value.toPrecision(4))
  return rounded.toLocaleString('en', { maximumFractionDigits: 6 }).replace('-', '−')
}

export function writeCount(count: number): string {
  return count.toLocaleString('en')
}

export function writePercent(share: number): string {
  const value = share * 100
  if (value > 0 && value < 0.1) return '< 0.1 %'
  return `${value.toFixed(value > 0 && value < 10 ? 1 : 0)} %`
}

/** A value on a column's axis: moments by their day, numbers with the column's unit. */
export function writeValue({ kind, unit }: ColumnProfile, value: number | undefined): string {
  if (kind === 'moment') return value === undefined ? '–' : writeMoment(value)
  const number = writeNumber(value)
  return unit === undefined ? number : `${number} ${unit}`
}

/** A moment as short as it can be told, in UTC: the day alone at midnight. */
export function writeMoment(ms: number): string {
  const moment = new Date(ms)
  if (Number.isNaN(moment.getTime())) return '–'
  return moment
    .toISOString()
    .replace('T', ' ')
    .replace(/(:00)?\.\d+Z$/, '')
    .replace(/ 00:00$/, '')
}

export function writeBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(bytes || 1) / 3)))
  const value = bytes / 1000 ** power
  return `${value < 100 ? Number(value.toPrecision(2)) : Math.round(value)} ${units[power] ?? ''}`
}

export function shortenText(text: string, length = 40): string {
  return text.length > length ? `${text.slice(0, length)}…` : text
}

/** The address of a column's section within the page. */
export function anchorOf(at: number): string {
  return `column-${at + 1}`
}

/** A column's name, as the way to its section. */
export function columnLink(columns: readonly ColumnProfile[], name: string): Html {
  const at = columns.findIndex((column) => column.name === name)
  return at === -1 ? html`${name}` : html`<a href="#${anchorOf(at)}">${name}</a>`
}
