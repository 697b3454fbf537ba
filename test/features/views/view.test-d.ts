import {
  defineGroup,
  defineView,
  derive,
  requested,
  through,
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

const boards = defineGroup({
  name: 'boards',
  key: ['board'],
  time: 'soldAt',
  columns: { board: integer(), soldAt: timestamp(), length: float(), owner: text() },
})

const asked = requested({ wind: float({ optional: true }), sky: text({ optional: true }) })

export const wide = defineView({
  name: 'wide',
  label: reports.next('1d').mean('waveHeight'),
  request: asked,
  requestFrom: { wind: 'waveHeight', sky: 'note' },
  meant: { fallback: 'it is only an example' },
  features: {
    fallback: swells.latest('label', { otherwise: 'none' }),
    height: swells
      .last(5, { where: { label: 'wind', height: { above: 1 } } })
      .quantile('height', 0.9),
    often: swells.last(5).mostFrequent('label'),
    oftenOrNone: swells.window('1d').mostFrequent('label', { otherwise: '' }),
    length: boards.on({ board: 'boardId' }).latest('length'),
    owner: boards.on({ board: through(reports, 'boardId') }).current('owner'),
    wind: asked.wind,
    sky: asked.sky,
    isWindy: derive({ wind: asked.wind }, (row) => row.wind > 10, { type: 'boolean' }),
    name: derive({ sky: asked.sky }, (row) => row.sky?.toUpperCase(), { type: 'text' }),
  },
})

export type Claims = [
  Holds<
    Equal<
      Flat<ViewRow<typeof wide>>,
      {
        readonly fallback: string
        readonly height: number
        readonly often: string | undefined
        readonly oftenOrNone: string
        readonly length: number
        readonly owner: string | undefined
        readonly wind: number
        readonly sky: string | undefined
        readonly isWindy: number
        readonly name: string | undefined
      }
    >
  >,
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
// @ts-expect-error a quantile needs numbers
export const quantileOfText = swells.last(3).quantile('label', 0.5)
// @ts-expect-error a difference needs numbers
export const differenceOfTruth = swells.difference('isClean')
// @ts-expect-error a moment is no most frequent value
export const oftenOfMoment = swells.last(3).mostFrequent('hitsAt')
// @ts-expect-error a condition is on a column of the group
export const renamedCondition = swells.latest('height', { where: { hight: 1 } })
// @ts-expect-error a text has no range
export const rangeOfText = swells.latest('height', { where: { label: { above: 'a' } } })
// @ts-expect-error a value that the column never has
export const unknownValue = swells.latest('height', { where: { label: 'moon' } })
// @ts-expect-error what stands for a missing number is a number
export const textForNumber = swells.latest('height', { otherwise: 'none' })
// @ts-expect-error what stands for a missing text is a text
export const numberForText = swells.latest('label', { otherwise: 0 })
// @ts-expect-error a join names the key's columns
export const renamedJoin = boards.on({ boardId: 'boardId' })
// @ts-expect-error a key is found by a value of its type
export const joinByText = boards.on({ board: through(reports, 'note') })
// @ts-expect-error what lies ahead is a number
export const aheadOfText = reports.next('1d').mean('note')
// @ts-expect-error a derived text says so
export const derivedWrong = derive({ height }, () => 'high', { type: 'boolean' })
// @ts-expect-error a fading mean has a half-life
export const unfading = swells.window('3d').fadingMean('height', {})

// @ts-expect-error training must know where the request's values come from
export const requestNowhere = defineView({
  name: 'nowhere',
  label: reports.column('waveHeight'),
  request: asked,
  features: {},
})

export const meantNothing = defineView({
  name: 'meant',
  label: reports.column('waveHeight'),
  features: { height },
  // @ts-expect-error what is meant is a feature
  meant: { hight: 'a slip' },
})

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

const cards = defineGroup({
  name: 'cards',
  key: ['card'],
  time: 'at',
  columns: { card: text(), at: timestamp(), owner: integer(), limit: float() },
})

const owners = defineGroup({
  name: 'owners',
  key: ['owner'],
  time: 'at',
  columns: { owner: integer(), at: timestamp(), age: float() },
})

const payment = requested({ card: text(), amount: float() })

export const joined = defineView({
  name: 'joined',
  label: reports.column('waveHeight'),
  request: payment,
  requestFrom: { card: 'beachId', amount: 'waveHeight' },
  features: {
    byRequest: cards.latest('limit'),
    byOther: cards.on({ card: 'beachId' }).window('1d').max('limit'),
    byRelation: owners.on({ owner: through(cards, 'owner') }).current('age'),
    derived: derive({ limit: cards.latest('limit') }, (row) => row.limit),
  },
})

export const unjoined = defineView({
  name: 'unjoined',
  label: reports.column('waveHeight'),
  features: {
    height,
    // @ts-expect-error the key of the other group is not in that of the labels
    limit: cards.latest('limit'),
    // @ts-expect-error a slip of the pen
    misspelt: cards.on({ card: 'beechId' }).latest('limit'),
    // @ts-expect-error a text is no number
    otherType: owners.on({ owner: 'beachId' }).latest('age'),
    // @ts-expect-error what the relation is found by is not in the key of the labels
    unrelated: owners.on({ owner: through(cards, 'owner') }).current('age'),
    // @ts-expect-error nor what is computed of it
    derived: derive({ limit: cards.latest('limit') }, (row) => row.limit),
  },
})
