import { sql, type Sql } from '../../table/index.ts'

/*
 * 2⁻ˣ as both the engine and JavaScript compute it to the last bit: their own powers differ there. The
 * whole part halves exactly; for the rest the series of e^(−f ln 2), whose next term is below 2⁻⁵³.
 */
const coefficients: readonly number[] = series(17)

/** Beyond this nothing is left of a value beside the newest. */
const maxHalvings = 1000

function series(termCount: number): number[] {
  const terms = [1]
  for (let at = 1; at < termCount; at += 1) {
    terms.push(((terms[at - 1] ?? 0) * -Math.LN2) / at)
  }
  return terms
}

/** What is left of 1 after so many half-lives. */
export function fadingWeight(halfLives: number): number {
  const whole = Math.min(Math.floor(halfLives), maxHalvings)
  const rest = halfLives - Math.floor(halfLives)
  const power = coefficients.reduceRight((sum, coefficient) => sum * rest + coefficient)
  return power * 2 ** -whole
}

/** The same in SQL. `halfLives` is written several times. */
export function fadingWeightSql(halfLives: Sql): Sql {
  const rest = sql`(${halfLives} - floor(${halfLives}))`
  const power = coefficients
    .map(numberSql)
    .reduceRight((sum, coefficient) => sql`(${sum} * ${rest} + ${coefficient})`)
  return sql`${power} * pow(2.0::double, -least(floor(${halfLives}), ${maxHalvings}))`
}

/** Written out, as a decimal in SQL would be no double. */
function numberSql(value: number): Sql {
  return { strings: [`${value.toExponential()}::double`], values: [] }
}
