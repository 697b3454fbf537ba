import {
  numberOf,
  startMaker,
  statefulMaker,
  withRandom,
  type Maker,
  type Parameter,
} from './maker.ts'

/**
 * Leaves out this share of values. A function of the row makes it hang on other columns; the values
 * that stay are those that there would be without.
 */
export function missing<Value, Row>(
  maker: Maker<Value, Row>,
  share: Parameter<number, Row>,
): Maker<Value | undefined, Row> {
  const rule = { owner: 'missing', setting: 'share', least: 0, most: 1 }
  return statefulMaker((random) => {
    const make = startMaker(maker, random)
    const gaps = random.fork('missing')
    return (row, moment) => {
      const value = make(row, moment)
      const own = numberOf(share, row, withRandom(moment, gaps), rule)
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
