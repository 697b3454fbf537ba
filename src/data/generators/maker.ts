import type { Random } from '../../base/index.ts'
import { generatorErrors } from './errors.ts'

/** Where in a table a value is made. */
export interface Moment {
  /** The row's own moment, or that of the whole table where rows have none. */
  readonly at: Date
  /** The number of the row among those of its key, from 0. */
  readonly index: number
  /** The number of the row in the whole table, from 0. */
  readonly rowIndex: number
  /** The column's own stream: what one column draws changes no other. */
  readonly random: Random
}

/**
 * Makes the values of a column: a function of the row, which has a `start` where it has a state. Row and moment
 * are those at hand while it runs; what is kept of them is to be copied.
 */
export interface Maker<Value, Row = unknown> {
  (row: Row, moment: Moment): Value
  readonly start?: (random: Random) => (row: Row, moment: Moment) => Value
}

/** A maker that starts anew for each key; called by itself, it makes its first value. */
export function statefulMaker<Value, Row>(
  start: (random: Random) => (row: Row, moment: Moment) => Value,
): Maker<Value, Row> {
  const makeFirst = (row: Row, moment: Moment) => start(moment.random)(row, moment)
  return Object.assign(makeFirst, { start })
}

/** A parameter: a value, or a function of the row's other columns and of the moment (drift). */
export type Parameter<Value, Row = unknown> = Value | ((row: Row, moment: Moment) => Value)

export function startMaker<Value, Row>(
  maker: Maker<Value, Row>,
  random: Random,
): (row: Row, moment: Moment) => Value {
  return maker.start?.(random) ?? maker
}

/** The same moment with another stream. Not by spreading: a moment without a time refuses to be asked. */
export function withRandom(moment: Moment, random: Random): Moment {
  const { index, rowIndex } = moment
  return {
    index,
    rowIndex,
    random,
    get at() {
      return moment.at
    },
  }
}

interface NumberRule {
  readonly owner: string
  readonly setting: string
  readonly least?: number
  readonly most?: number
}

/** A number parameter as it is for this row. Throws `data.generatorSettingWrong` for one out of range. */
export function numberOf<Row>(
  parameter: Parameter<number, Row>,
  row: Row,
  moment: Moment,
  { owner, setting, least = -Number.MAX_VALUE, most = Number.MAX_VALUE }: NumberRule,
): number {
  const found = typeof parameter === 'function' ? parameter(row, moment) : parameter
  if (found >= least && found <= most) return found
  const wanted =
    most < Number.MAX_VALUE
      ? `from ${least} to ${most}`
      : least > -Number.MAX_VALUE
        ? `a number from ${least}`
        : 'a finite number'
  throw generatorErrors.generatorSettingWrong({ owner, setting, found, wanted })
}
