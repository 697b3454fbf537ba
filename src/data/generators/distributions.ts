import type { Random } from '../../base/index.ts'
import { numberOf, type Maker, type Parameter } from './maker.ts'

/** Any number from `min` up to `max`, each as likely as the other. */
export function uniform<Row>(options: {
  readonly min: Parameter<number, Row>
  readonly max: Parameter<number, Row>
}): Maker<number, Row> {
  return (row, moment) => {
    const owner = 'uniform'
    const min = numberOf(options.min, row, moment, { owner, setting: 'min' })
    const max = numberOf(options.max, row, moment, { owner, setting: 'max', least: min })
    return min + (max - min) * moment.random.next()
  }
}

interface MeanAndDeviation<Row> {
  readonly mean: Parameter<number, Row>
  readonly deviation: Parameter<number, Row>
}

export function normal<Row>(options: MeanAndDeviation<Row>): Maker<number, Row> {
  return (row, moment) => {
    const owner = 'normal'
    const mean = numberOf(options.mean, row, moment, { owner, setting: 'mean' })
    const rule = { owner, setting: 'deviation', least: 0 }
    return mean + numberOf(options.deviation, row, moment, rule) * moment.random.normal()
  }
}

/** A number whose logarithm is normal with this mean and deviation. */
export function logNormal<Row>(options: MeanAndDeviation<Row>): Maker<number, Row> {
  return (row, moment) => {
    const owner = 'logNormal'
    const mean = numberOf(options.mean, row, moment, { owner, setting: 'mean' })
    const rule = { owner, setting: 'deviation', least: 0 }
    return Math.exp(mean + numberOf(options.deviation, row, moment, rule) * moment.random.normal())
  }
}

/** A wait for what comes at any moment alike. */
export function exponential<Row>(options: {
  readonly mean: Parameter<number, Row>
}): Maker<number, Row> {
  return (row, moment) => {
    const rule = { owner: 'exponential', setting: 'mean', least: 0 }
    return -numberOf(options.mean, row, moment, rule) * Math.log(1 - moment.random.next())
  }
}

/** How often something happens that is to happen `mean` times. Takes time in proportion to it. */
export function poisson<Row>(options: {
  readonly mean: Parameter<number, Row>
}): Maker<number, Row> {
  return (row, moment) => {
    const rule = { owner: 'poisson', setting: 'mean', least: 0, most: 1e6 }
    let left = numberOf(options.mean, row, moment, rule)
    let count = 0
    // In pieces, as exp(-mean) is 0 for a large mean; the sum of Poissons is one.
    for (; left > 0; left -= 30) count += smallPoisson(Math.min(left, 30), moment.random)
    return count
  }
}

function smallPoisson(mean: number, random: Random): number {
  const limit = Math.exp(-mean)
  let count = 0
  for (let product = random.next(); product > limit; product *= random.next()) count += 1
  return count
}

/**
 * A direction in degrees from 0 up to 360, around `mean`; the greater the concentration, the nearer (0
 * is all round, 100 mostly within 10°). By Best and Fisher (https://doi.org/10.2307/2346732).
 */
export function vonMises<Row>(options: {
  readonly mean: Parameter<number, Row>
  readonly concentration: Parameter<number, Row>
}): Maker<number, Row> {
  return (row, moment) => {
    const owner = 'vonMises'
    const mean = numberOf(options.mean, row, moment, { owner, setting: 'mean' })
    const rule = { owner, setting: 'concentration', least: 0, most: 1e6 }
    const k = numberOf(options.concentration, row, moment, rule)
    const turn = k < 1e-6 ? 2 * Math.PI * moment.random.next() : drawTurn(k, moment.random)
    const degrees = (mean + (turn * 180) / Math.PI) % 360
    return (degrees + 360) % 360
  }
}

function drawTurn(k: number, random: Random): number {
  const tau = 1 + Math.sqrt(1 + 4 * k * k)
  const rho = (tau - Math.sqrt(2 * tau)) / (2 * k)
  const r = (1 + rho * rho) / (2 * rho)
  for (;;) {
    const z = Math.cos(Math.PI * random.next())
    const f = (1 + r * z) / (r + z)
    const c = k * (r - f)
    const u = random.next()
    if (c * (2 - c) > u || Math.log(c / u) + 1 >= c) {
      const angle = Math.acos(Math.max(-1, Math.min(1, f)))
      return random.next() < 0.5 ? -angle : angle
    }
  }
}
