import { generatorErrors } from './errors.ts'
import { numberOf, type Maker, type Moment, type Parameter } from './maker.ts'

type Weights<Value extends string, Row> = Readonly<Record<Value, Parameter<number, Row>>>

/** One of some texts, by weight: `category({ lahinch: 3, easkey: 1 })`. */
export function category<Value extends string, Row>(
  weights: Weights<Value, Row>,
): Maker<Value, Row> {
  const values = Object.keys(weights) as Value[]
  return (row, moment) => {
    const sums = sumUp(values, weights, row, moment)
    const total = sums.at(-1) ?? 0
    const place = moment.random.next() * total
    const drawn = values[sums.findIndex((sum) => place < sum)]
    if (drawn !== undefined) return drawn
    const wanted = 'a finite number above 0'
    throw generatorErrors.generatorSettingWrong({
      owner: 'category',
      setting: 'the sum of weights',
      found: total,
      wanted,
    })
  }
}

function sumUp<Value extends string, Row>(
  values: readonly Value[],
  weights: Weights<Value, Row>,
  row: Row,
  moment: Moment,
): readonly number[] {
  let sum = 0
  return values.map((setting) => {
    sum += numberOf(weights[setting], row, moment, { owner: 'category', setting, least: 0 })
    return sum
  })
}

/** True with this chance, from 0 to 1. */
export function chance<Row>(share: Parameter<number, Row>): Maker<boolean, Row> {
  const rule = { owner: 'chance', setting: 'share', least: 0, most: 1 }
  return (row, moment) => moment.random.next() < numberOf(share, row, moment, rule)
}
