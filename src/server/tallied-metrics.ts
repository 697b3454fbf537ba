import { Counter, Histogram, type Registry } from 'prom-client'

/** What is counted on the way of each request: a number is added up here, and handed on when metrics are told. */
export interface TalliedMetric {
  /** The tally of some labels, in the order of their names; to be kept, as it is looked for among all. */
  of(...labels: readonly string[]): Tally
}

export interface Tally {
  add(value: number): void
}

interface Told {
  readonly name: string
  readonly help: string
  readonly labelNames: readonly string[]
}

export function talliedCounter(registry: Registry, about: Told): TalliedMetric {
  const tallies: { readonly labels: readonly string[]; count: number }[] = []
  const counter = new Counter({
    ...about,
    registers: [registry],
    collect() {
      for (const tally of tallies) {
        counter.labels(...tally.labels).inc(tally.count)
        tally.count = 0
      }
    },
  })
  return {
    of(...labels) {
      const tally = { labels, count: 0 }
      tallies.push(tally)
      return { add: (value) => void (tally.count += value) }
    },
  }
}

/** As a histogram of `prom-client`, which takes a microsecond for each value. */
export function talliedHistogram(registry: Registry, about: HistogramTold): TalliedMetric {
  const histogram = new TalliedHistogram(registry, about)
  return { of: (...labels) => histogram.tallyOf(labels) }
}

interface HistogramTold extends Told {
  readonly buckets: readonly number[]
}

class TalliedHistogram extends Histogram {
  readonly #told: HistogramTold
  /** Nothing is observed by it. */
  readonly #empty: Histogram
  readonly #tallies: HistogramTally[] = []

  constructor(registry: Registry, told: HistogramTold) {
    const about = { ...told, buckets: [...told.buckets] }
    super({ ...about, registers: [registry] })
    this.#told = told
    this.#empty = new Histogram({ ...about, registers: [] })
  }

  tallyOf(values: readonly string[]): Tally {
    const { buckets, labelNames } = this.#told
    const labels = Object.fromEntries(labelNames.map((name, at) => [name, values[at] ?? '']))
    const tally = new HistogramTally(labels, buckets)
    this.#tallies.push(tally)
    return tally
  }

  override async get(): ReturnType<Histogram['get']> {
    const values = this.#tallies.flatMap((tally) => tally.told(this.#told.name))
    return { ...(await this.#empty.get()), values }
  }

  /** What the registry asks for where there is one. */
  getForPromString(): ReturnType<Histogram['get']> {
    return this.get()
  }
}

class HistogramTally implements Tally {
  readonly #labels: Readonly<Record<string, string>>
  readonly #bounds: readonly number[]
  /** Within each bound but not the one before it, and beyond all. */
  readonly #counts: Float64Array
  #sum = 0

  constructor(labels: Readonly<Record<string, string>>, bounds: readonly number[]) {
    this.#labels = labels
    this.#bounds = bounds
    this.#counts = new Float64Array(bounds.length + 1)
  }

  add(value: number): void {
    const bounds = this.#bounds
    let at = 0
    while (at < bounds.length && value > (bounds[at] ?? Infinity)) at += 1
    this.#counts[at] = (this.#counts[at] ?? 0) + 1
    this.#sum += value
  }

  told(name: string) {
    const labels = this.#labels
    let count = 0
    const buckets = [...this.#bounds, '+Inf'].map((le, at) => {
      count += this.#counts[at] ?? 0
      return { metricName: `${name}_bucket`, labels: { le, ...labels }, value: count }
    })
    return [
      ...buckets,
      { metricName: `${name}_sum`, labels, value: this.#sum },
      { metricName: `${name}_count`, labels, value: count },
    ]
  }
}
