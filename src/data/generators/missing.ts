import {
  numberOf,
  startMaker,
  statefulMaker,
  withRandom,
  type Maker,
  type Moment,
} from './maker.ts'

/** A share of values, also as a function of the row, of the moment, and of the value that would be there. */
type MissingShare<Value, Row> = number | ((row: Row, moment: Moment, value: Value) => number)

/**
 * Leaves out this share of values. A function of the row makes it hang on other columns, one of the value on
 * what is left out itself (those with most tell it least); the values that stay are those that there
 * would be without.
 */
export function missing<Value, Row>(
  maker: Maker<Value, Row>,
  share: MissingShare<Value, Row>,
): Maker<Value | undefined, Row> {
  const rule = { owner: 'missing', setting: 'share', least: 0, most: 1 }
  return statefulMaker((random) => {
    const make = startMaker(maker, random)
    const gaps = random.fork('missing')
    return (row, moment) => {
      const value = make(row, moment)
      const asked = withRandom(moment, gaps)
      const parameter = typeof share === 'function' ? share(row, asked, value) : share
      const own = numberOf(parameter, row, asked, rule)
      return gaps.next() < own ? undefined : value
    }
  })
}

/** Rounds to so many digits behind the point; to a whole number if not told. */
export function rounded<Row>(maker: Maker<number, Row>, digits = 0): Maker<number, Row> {
  const scale = 10 ** digits
  return statefulMaker((random) => {
    const make = startMaker(maker, random)
    return (row, moment) => Math.round(make(row, moment) * scale) / scale
  })
}
