import {
  defineGroup,
  defineView,
  derive,
  type FeatureRow,
  type ViewRow,
} from '../../../src/features/index.ts'
import { boolean, float, integer, text, timestamp } from '../../../src/table/index.ts'

/* Checked by the compiler: each line after `@ts-expect-error` must be an error. */

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type Holds<Claim extends true> = Claim
type Flat<T> = { readonly [Name in keyof T]: T[Name] }

const reports = defineGroup({
  name: 'reports',
  key: ['beachId', 'boardId'],
  time: 'observedAt',
  columns: {
    beachId: text(),
    boardId: integer(),
    observedAt: timestamp(),
    waveHeight: float({ unit: 'ft' }),
    note: text({ optional: true }),
  },
})

const swells = defineGroup({
  name: 'swells',
  key: ['beachId'],
  time: 'hitsAt',
  columns: {
    beachId: text(),
    hitsAt: timestamp(),
    height: float({ unit: 'm' }),
    period: float({ optional: true }),
    isClean: boolean(),
    label: text({ oneOf: ['wind', 'ground'] }),
  },
  read: () => ({ rows: [] }),
})

const height = swells.latest('height')
const period = swells.latest('period', { within: '6h' })

export const view = defineView({
  name: 'surf',
  label: reports.column('waveHeight'),
  features: {
    height,
    period,
    isClean: swells.latest('isClean'),
    hitsAt: swells.latest('hitsAt'),
    label: swells.latest('label'),
    mean: swells.window('3d').mean('period'),
    beach: reports.keyColumn('beachId'),
    board: reports.keyColumn('boardId'),
    power: derive({ height, period }, (row) => row.height ** 2 * row.period),
  },
})

export type Claims = [
  Holds<
    Equal<
      Flat<ViewRow<typeof view>>,
      {
        readonly height: number
        readonly period: number
        readonly isClean: number
        readonly hitsAt: number
        readonly label: string | undefined
        readonly mean: number
        readonly beach: string | undefined
        readonly board: number
        readonly power: number
      }
    >
  >,
  Holds<Equal<Flat<FeatureRow<{ height: typeof height }>>, { readonly height: number }>>,
  Holds<Equal<(typeof view)['label']['column'], 'waveHeight'>>,
  Holds<Equal<(typeof view)['label']['group']['key'][number], 'beachId' | 'boardId'>>,
]

// A column that was renamed no longer compiles where it is used:
// @ts-expect-error latest
export const renamedLatest = swells.latest('swellHeight')
// @ts-expect-error window
export const renamedWindow = swells.window('3d').max('swellHeight')
// @ts-expect-error label
export const renamedLabel = reports.column('height')
// @ts-expect-error the key's column
export const renamedKey = reports.keyColumn('beach')
// @ts-expect-error a derived feature's input
export const renamedInput = derive({ height }, ({ swellHeight }) => Number(swellHeight))

// @ts-expect-error a window needs numbers
export const meanOfText = swells.window('3d').mean('label')
// @ts-expect-error a label is a number
export const textLabel = reports.column('note')
// @ts-expect-error a column that is no key
export const noKey = reports.keyColumn('note')
// @ts-expect-error a length of time has a unit
export const noUnit = swells.window('3').mean('height')
// @ts-expect-error a length of time has a unit
export const noUnitWithin = swells.latest('height', { within: '6' })
// @ts-expect-error a derived feature is a number
export const derivedText = derive({ height }, (row) => `${row.height} m`)

export const misspeltKey = defineGroup({
  name: 'tides',
  // @ts-expect-error the key is a column
  key: ['port'],
  time: 'at',
  columns: { at: timestamp(), level: float() },
})

export const misspeltTime = defineGroup({
  name: 'tides',
  key: ['port'],
  // @ts-expect-error the time is a column
  time: 'measuredAt',
  columns: { port: text(), at: timestamp(), level: float() },
})

export const wrongRows = defineGroup({
  name: 'tides',
  key: ['port'],
  time: 'at',
  columns: { port: text(), at: timestamp(), level: float() },
  // @ts-expect-error a row has a level
  read: () => ({ rows: [{ port: 'galway', at: new Date() }] }),
})
