import type { Drawing } from './chart.tsx'
import { spreadHeights } from './spread-heights.ts'

export interface NamedLine {
  readonly name: string
  readonly colour: string
}

/** Where there is no room for names beside the lines. Who hears the page was told by the sentence of the chart. */
export function NamesBelow({ names }: { names: readonly NamedLine[] }) {
  return (
    <p className="names-below" aria-hidden="true">
      {names.map(({ name, colour }) => (
        <span key={name}>
          <span className="name-line" style={{ background: colour }} /> {name}
        </span>
      ))}
    </p>
  )
}

export interface LineEnd extends NamedLine {
  readonly at: Date
  readonly value: number
}

export interface Room {
  readonly domain?: readonly number[]
  /** Of the whole picture. */
  readonly height: number
}

/** So much of a picture is above and below what is drawn. */
const margins = 52
const nameHeight = 13

/** Names beside the ends of their lines; where these are close to each other, below one another in the same order. */
export function namesAtEnds(
  d: Drawing,
  ends: readonly LineEnd[],
  { domain: [least = 0, most = 1] = [], height }: Room,
) {
  const sorted = ends.toSorted((a, b) => b.value - a.value)
  const inner = height - margins
  const wanted = sorted.map(({ value }) => (inner * (most - value)) / (most - least || 1))
  const placed = spreadHeights(wanted, { most: inner, apart: nameHeight })
  return sorted.map((end, at) =>
    d.text([end], {
      x: 'at',
      y: 'value',
      text: 'name',
      textAnchor: 'start',
      dx: 8,
      dy: (placed[at] ?? 0) - (wanted[at] ?? 0),
      fill: 'colour',
    }),
  )
}
