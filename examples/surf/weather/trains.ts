/** What is typical of one swell train. Heights are metres, periods seconds, directions degrees. */
export interface Train {
  readonly name: string
  readonly typicalHeight: number
  /** Deviation of the logarithm of the height. */
  readonly heightSpread: number
  /** Taken off the height: a train that isn't always there. */
  readonly heightLost: number
  readonly minHeight: number
  readonly typicalPeriod: number
  readonly periodSpread: number
  readonly periodRange: readonly [number, number]
  readonly direction: number
  /** Of the von Mises distribution: 5 is a deviation of about 27°. */
  readonly concentration: number
  /** Days after which the weather behind it has changed. */
  readonly memoryDays: number
  /** A sea that the local wind raises: it gets the `*` in a bulletin. */
  readonly isWindSea: boolean
}

const swell = {
  heightSpread: 0.5,
  periodSpread: 2.2,
  periodRange: [6, 18],
  direction: 60,
  isWindSea: false,
} as const

/** In the order of a bulletin's columns: a train keeps its column, as a tracked system does. */
export const trains: readonly Train[] = [
  {
    ...swell,
    name: 'ground swell',
    typicalHeight: 1.5,
    heightLost: 0,
    minHeight: 0.3,
    typicalPeriod: 11.2,
    concentration: 5,
    memoryDays: 4,
  },
  {
    ...swell,
    name: 'second swell',
    typicalHeight: 1,
    heightLost: 0.3,
    minHeight: 0,
    typicalPeriod: 10,
    concentration: 3.5,
    memoryDays: 3,
  },
  {
    ...swell,
    name: 'old swell',
    typicalHeight: 0.7,
    heightLost: 0.3,
    minHeight: 0,
    typicalPeriod: 12.5,
    concentration: 3,
    memoryDays: 5,
  },
  {
    ...swell,
    name: 'wind sea',
    typicalHeight: 0.6,
    heightLost: 0.25,
    minHeight: 0,
    typicalPeriod: 5,
    periodSpread: 0.9,
    periodRange: [3, 8],
    concentration: 1,
    memoryDays: 1,
    isWindSea: true,
  },
]
