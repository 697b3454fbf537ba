import type { Beach } from '../beaches.ts'
import { stepHours, type Swell } from '../texts/bulletin.ts'
import { hourMs } from './steps.ts'
import { trains } from './trains.ts'

// Lower systems are left out of a table, and out of the count, as W3BULL does it.
const lowestInTable = 0.15
const lowestCounted = 0.05

const rule = ` +-------+-----------+${'-----------------+'.repeat(trains.length)}`
const columnNames = ` | day & |  Hst  n x |${'    Hs   Tp  dir |'.repeat(trains.length)}`
const columnUnits = ` |  hour |  (m)  - - |${'    (m)  (s) (d) |'.repeat(trains.length)}`

const legend = [
  '  Hs, Tp, dir : height, peak period, direction towards; * raised by local wind',
  '  n : systems above 0.05 m',
]

/** Writes a bulletin; `steps` has the swells of each step in the order of `trains`. */
export function formatBulletin(
  { id, latitude, longitude }: Beach,
  cycleAt: Date,
  steps: readonly (readonly Swell[])[],
): string {
  const stamp = cycleAt.toISOString()
  const rows = steps.map((swells, index) =>
    formatRow(new Date(cycleAt.getTime() + index * stepHours * hourMs), swells),
  )
  return [
    `  Location : ${id.padEnd(10)} (${formatDegrees(latitude, 'NS', 5)} ${formatDegrees(longitude, 'EW', 6)})`,
    '  Model    : spectral resolution for points',
    `  Cycle    : ${stamp.slice(0, 10).replaceAll('-', '')} t${stamp.slice(11, 13)}z`,
    '',
    rule,
    columnNames,
    columnUnits,
    rule,
    ...rows,
    rule,
    ...legend,
    '',
  ].join('\n')
}

function formatRow(at: Date, swells: readonly Swell[]): string {
  let energy = 0
  let count = 0
  let cells = ''
  for (const [train, swell] of swells.entries()) {
    energy += swell.height ** 2
    if (swell.height > lowestCounted) count += 1
    cells += formatSwell(swell, trains[train]?.isWindSea === true)
  }
  const day = fixed(at.getUTCDate(), 0, 2)
  const hour = String(at.getUTCHours()).padStart(2, '0')
  return ` | ${day} ${hour} |${fixed(Math.sqrt(energy), 2, 5)} ${fixed(count, 0, 2)}   |${cells}`
}

function formatSwell({ height, period, direction }: Swell, isWindSea: boolean): string {
  if (height <= lowestInTable) return '                 |'
  const numbers = fixed(height, 2, 5) + fixed(period, 1, 5) + fixed(direction, 0, 4)
  return ` ${isWindSea ? '*' : ' '}${numbers} |`
}

function formatDegrees(value: number, [positive, negative]: string, width: number): string {
  return `${Math.abs(value).toFixed(2).padStart(width)}${value < 0 ? negative : positive}`
}

const written: string[][] = []

/** Few numbers stand in millions of cells: each is written once and remembered. */
function fixed(value: number, decimals: 0 | 1 | 2, width: number): string {
  const units = Math.round(value * 10 ** decimals)
  const known = (written[decimals * 8 + width] ??= [])
  return (known[units] ??= (units / 10 ** decimals).toFixed(decimals).padStart(width))
}
