import { float, integer, text, timestamp, boolean, type RowOf } from '../../src/table/index.ts'

/* Checked by the compiler: each line after `@ts-expect-error` must be an error. */

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
type Holds<Claim extends true> = Claim

const columns = {
  beachId: text(),
  hitsAt: timestamp({ description: 'When the swell hits the beach.' }),
  height: float({ unit: 'm', min: 0 }),
  period: float({ unit: 's', optional: true }),
  count: integer(),
  gusts: integer({ optional: true }),
  isOpen: boolean(),
  note: text({ optional: true }),
  tide: text({ oneOf: ['high', 'low'] }),
  seenAt: timestamp({ optional: true }),
  isFlat: boolean({ optional: true }),
}

interface Row {
  readonly beachId: string
  readonly hitsAt: Date
  readonly height: number
  readonly period: number | undefined
  readonly count: number
  readonly gusts: number | undefined
  readonly isOpen: boolean
  readonly note: string | undefined
  readonly tide: 'high' | 'low'
  readonly seenAt: Date | undefined
  readonly isFlat: boolean | undefined
}

export type Claims = [
  Holds<
    Equal<
      { [Name in keyof Row]: Row[Name] },
      { [Name in keyof RowOf<typeof columns>]: RowOf<typeof columns>[Name] }
    >
  >,
]

declare const row: RowOf<typeof columns>
export const height: number = row.height
// @ts-expect-error an optional value may be absent
export const period: number = row.period
// @ts-expect-error only the listed texts may come in
export const isMiddle = row.tide === 'middle'
// @ts-expect-error there is no such column
export const wind: unknown = row.wind

// @ts-expect-error a text has no smallest value
export const name = text({ min: 1 })
// @ts-expect-error an optional column is one that is optional: true
export const gone = float({ optional: false })
