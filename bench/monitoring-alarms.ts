import { readFileSync, writeFileSync } from 'node:fs'
import { seededRandom } from '../src/base/index.ts'
import { profileColumns, type InputColumn } from '../src/learn/index.ts'
import { measureDrift, type DriftOptions } from '../src/monitoring/index.ts'
import { toRow, type Row } from './row.ts'

const streamCount = Number(process.env['SWELL_BENCH_STREAMS'] ?? 1000)
const columnCount = 10
const referenceRows = 1000
const windowRows = 500
const level = 0.05
/** A stream in which drift begins is watched for so many windows. */
const mostWindows = 10

interface Change {
  readonly name: string
  /** Added to each number of one column, in deviations. */
  readonly shift?: number
  /** What each number of one column is multiplied with. */
  readonly wider?: number
  /** The share of rows of one column of texts that become another text. */
  readonly moved?: number
}

const changes: readonly Change[] = [
  { name: 'mean of one column of ten moved by 0.2 deviations', shift: 0.2 },
  { name: 'mean of one column of ten moved by 0.3 deviations', shift: 0.3 },
  { name: 'mean of one column of ten moved by 0.5 deviations', shift: 0.5 },
  { name: 'deviation of one column of ten 1.5 times as large', wider: 1.5 },
  { name: '10 % of one column’s texts become another', moved: 0.1 },
  { name: '20 % of one column’s texts become another', moved: 0.2 },
]

/** Five columns of numbers of several shapes, and five of texts; the changes are those of one column. */
function draw(seed: string, rowCount: number, change: Change = { name: '' }): InputColumn[] {
  const { shift = 0, wider = 1, moved = 0 } = change
  return Array.from({ length: columnCount }, (_, at): InputColumn => {
    const random = seededRandom(`${seed}, column ${at}`)
    const name = `column_${at}`
    if (at % 2 === 0) {
      const own = at === 0 ? (value: number) => value * wider + shift : shapes[at / 2]
      const values = Float64Array.from({ length: rowCount }, () => own?.(random.normal()) ?? 0)
      return { name, kind: 'number', values }
    }
    const values = Array.from({ length: rowCount }, () => {
      const text = `kind ${Math.floor(random.next() ** 2 * (at + 1))}`
      return at === 3 && random.next() < moved ? 'kind 3' : text
    })
    return { name, kind: 'category', values }
  })
}

const shapes: readonly ((value: number) => number)[] = [
  (value) => value,
  (value) => Math.exp(value),
  (value) => Math.round(value * 3),
  (value) => 100 + 5 * value,
  (value) => value ** 3,
]

type Side = 'rows' | 'profile'

function isDrifted(
  seed: string,
  window: number,
  side: Side,
  options: DriftOptions,
  change?: Change,
) {
  const columns = draw(`${seed}, reference`, referenceRows)
  const reference = side === 'rows' ? { columns } : profileColumns(columns)
  const current = { columns: draw(`${seed}, window ${window}`, windowRows, change) }
  return measureDrift(reference, current, options).drifted
}

/** The share of streams without drift in which the whole was called drifted. */
function falseAlarms(side: Side, options: DriftOptions): number {
  const streams = Array.from({ length: streamCount }, (_, at) => `stream ${at}`)
  return streams.filter((seed) => isDrifted(seed, 0, side, options)).length / streamCount
}

interface Power {
  readonly name: string
  /** The share of streams that are found in the first window. */
  readonly atOnce: number
  /** Within so many windows 95 % of streams are found; undefined where it takes more. */
  readonly windows: number | undefined
}

const powerStreams = Math.ceil(streamCount / 10)

function powerOf(change: Change): Power {
  const first = Array.from({ length: powerStreams }, (_, stream) => {
    for (let window = 1; window <= mostWindows; window += 1) {
      if (isDrifted(`power ${stream}`, window, 'profile', {}, change)) return window
    }
    return Infinity
  }).toSorted((a, b) => a - b)
  const within = first[Math.ceil(0.95 * first.length) - 1] ?? Infinity
  return {
    name: change.name,
    atOnce: first.filter((window) => window === 1).length / first.length,
    windows: Number.isFinite(within) ? within : undefined,
  }
}

/**
 * How often the whole-data alert fires on streams without drift, and how soon drift of a known size is found. With
 * SWELL_BENCH_WRITE=1 it writes both tables into docs/drift.md.
 */
export async function benchAlarms(): Promise<readonly Row[]> {
  const alarms = [
    { name: 'rows against rows, any effect', share: falseAlarms('rows', { leastEffect: 0 }) },
    { name: 'rows against rows, as it is by default', share: falseAlarms('rows', {}) },
    {
      name: 'rows against a profile, any effect',
      share: falseAlarms('profile', { leastEffect: 0 }),
    },
    { name: 'rows against a profile, as it is by default', share: falseAlarms('profile', {}) },
  ]
  const powers = changes.map(powerOf)
  if (process.env['SWELL_BENCH_WRITE'] === '1') writeTables(alarms, powers)
  return [
    ...alarms.map(({ name, share }) =>
      toRow({
        work: `false alarms on ${streamCount} streams without drift, ${name}`,
        unit: 'share',
        ours: share,
        peer: 'the promised rate',
        peerValue: level,
        // Three standard errors of a share of so many streams.
        target: 1 + (3 * Math.sqrt((level * (1 - level)) / streamCount)) / level,
        better: 'lower',
      }),
    ),
    ...powers.map(({ name, windows = Infinity }) =>
      toRow({
        work: `windows of ${windowRows} rows until 95 of 100 are found: ${name}`,
        unit: 'windows',
        ours: windows,
        peer: 'windows that it may take',
        peerValue: mostWindows,
        target: 1,
        better: 'lower',
      }),
    ),
  ]
}

const page = new URL('../docs/drift.md', import.meta.url)

function writeTables(
  alarms: readonly { readonly name: string; readonly share: number }[],
  powers: readonly Power[],
): void {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`
  const lines = [
    `Of ${streamCount} streams in which nothing changes, each with a reference of ${referenceRows} rows, a window of ${windowRows}`,
    `and ${columnCount} columns, the whole was called drifted in (promised: at most ${percent(level)}):`,
    '',
    '| compared | false alarms |',
    '| --- | --- |',
    ...alarms.map(({ name, share }) => `| ${name} | ${percent(share)} |`),
    '',
    `Of ${powerStreams} streams in which one column changes, with the same sizes, from a profile, as it is by default:`,
    '',
    '| what changes | found in the first window | windows until 95 % are found |',
    '| --- | --- | --- |',
    ...powers.map(
      ({ name, atOnce, windows }) =>
        `| ${name} | ${percent(atOnce)} | ${windows ?? `more than ${mostWindows}`} |`,
    ),
  ]
  const text = readFileSync(page, 'utf8')
  const [start, end] = ['<!-- alarms: made by bench/monitoring -->', '<!-- end of alarms -->']
  const before = text.slice(0, text.indexOf(start) + start.length)
  writeFileSync(page, `${before}\n\n${lines.join('\n')}\n\n${text.slice(text.indexOf(end))}`)
}
