import type { Random } from '../../../base/index.ts'
import { correlationRoot, normalCdf } from '../../../learn/index.ts'
import type { Columns } from '../../../table/index.ts'
import type { Generator } from '../generator.ts'
import { statefulMaker, type Maker } from '../maker.ts'
import { keyMaker } from './key-maker.ts'
import type {
  LearnedChoices,
  LearnedColumn,
  LearnedGenerator,
  LearnedNumbers,
} from './learned-generator.ts'
import { textMaker } from './text-maker.ts'

/** Each row's place in each latent, from 0 to 1. */
type Places = Float64Array
type JointRow = Readonly<Record<string, unknown>>

/** The generator of what was learned, for `generate`. */
export function toGenerator(learned: LearnedGenerator): Generator {
  const joint = hiddenName(learned)
  const makers = learned.columns.map((column) => [column.name, columnMaker(learned, column, joint)])
  return Object.freeze({
    kind: 'generator',
    columns: columnsOf(learned),
    time: undefined,
    every: undefined,
    each: {},
    makers: Object.fromEntries([...makers, [joint, jointMaker(learned)]]) as Generator['makers'],
  })
}

export function columnsOf({ columns }: LearnedGenerator): Columns {
  return Object.fromEntries(
    columns.map(({ name, type, missing }) => [name, { type, optional: missing !== undefined }]),
  )
}

/** What no column is called. */
function hiddenName({ columns }: LearnedGenerator): string {
  let name = 'joint places'
  while (columns.some((column) => column.name === name)) name += '’'
  return name
}

function jointMaker({ correlations }: LearnedGenerator): Maker<Places> {
  const root = correlationRoot(correlations)
  return statefulMaker((random: Random) => () => {
    const normals = root.map(() => random.normal())
    return Float64Array.from(root, (row) =>
      normalCdf(row.reduce((sum, part, at) => sum + part * (normals[at] ?? 0), 0)),
    )
  })
}

function columnMaker(
  { latents }: LearnedGenerator,
  column: LearnedColumn,
  joint: string,
): Maker<unknown, JointRow> {
  const placeOf = (of: 'value' | 'missing', name: string) => {
    const at = latents.findIndex((latent) => latent.of === of && latent.column === name)
    return (row: JointRow) => (row[joint] as Places)[at] ?? 0.5
  }
  const make = valueMaker(column, placeOf('value', column.name))
  const { missing } = column
  if (missing === undefined) return make
  if (missing.share >= 1) return () => undefined
  const gapAt = placeOf('missing', missing.as)
  return (row, moment) => {
    // Made even where it is left out, so that what stays doesn't hang on what is missing.
    const value = make(row, moment)
    return gapAt(row) >= 1 - missing.share ? undefined : value
  }
}

function valueMaker(
  column: LearnedColumn,
  place: (row: JointRow) => number,
): Maker<unknown, JointRow> {
  switch (column.kind) {
    case 'key':
      return keyMaker(column)
    case 'texts':
      return textMaker(column)
    case 'choices':
      return (row) => choiceAt(column, place(row))
    case 'numbers': {
      const isMoment = column.type === 'timestamp'
      return (row) => {
        const value = numberAt(column, place(row))
        return isMoment ? new Date(value) : value
      }
    }
  }
}

function choiceAt({ values, shares }: LearnedChoices, place: number): unknown {
  let sum = 0
  const at = shares.findIndex((share) => {
    sum += share
    return place < sum
  })
  return values.at(at)
}

/** Between two knots in proportion, to the nearest multiple of the step. */
function numberAt({ quantiles, step }: LearnedNumbers, place: number): number {
  const exact = place * (quantiles.length - 1)
  const low = quantiles[Math.floor(exact)] ?? 0
  const high = quantiles[Math.ceil(exact)] ?? low
  const value = low + (high - low) * (exact - Math.floor(exact))
  if (step === 0) return value
  // A multiple of 0.01 as a part of 100: 0.07 and not 0.07000000000000001.
  const whole = step < 1 ? Math.round(1 / step) : 1
  return step < 1 ? Math.round(value * whole) / whole : Math.round(value / step) * step
}
