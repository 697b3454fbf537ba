import type { Borough, RoomType } from './listing-columns.ts'

interface Place {
  /** Of all listings. */
  readonly share: number
  readonly latitude: readonly [mean: number, deviation: number]
  readonly longitude: readonly [mean: number, deviation: number]
  /** Of the borough's listings. */
  readonly entire: number
  /** Median USD a night. */
  readonly prices: Readonly<Record<RoomType, number>>
  readonly neighbourhoods: number
}

/** The market as it was in 2019, in numbers. */
export const city: Readonly<Record<Borough, Place>> = {
  Manhattan: {
    share: 0.439,
    latitude: [40.765, 0.038],
    longitude: [-73.975, 0.022],
    entire: 0.61,
    prices: { 'Entire home/apt': 195, 'Private room': 90, 'Shared room': 65 },
    neighbourhoods: 32,
  },
  Brooklyn: {
    share: 0.413,
    latitude: [40.685, 0.028],
    longitude: [-73.951, 0.026],
    entire: 0.48,
    prices: { 'Entire home/apt': 147, 'Private room': 65, 'Shared room': 36 },
    neighbourhoods: 47,
  },
  Queens: {
    share: 0.118,
    latitude: [40.731, 0.04],
    longitude: [-73.872, 0.057],
    entire: 0.37,
    prices: { 'Entire home/apt': 120, 'Private room': 59, 'Shared room': 45 },
    neighbourhoods: 51,
  },
  Bronx: {
    share: 0.022,
    latitude: [40.848, 0.026],
    longitude: [-73.886, 0.033],
    entire: 0.34,
    prices: { 'Entire home/apt': 100, 'Private room': 55, 'Shared room': 36 },
    neighbourhoods: 46,
  },
  'Staten Island': {
    share: 0.008,
    latitude: [40.611, 0.031],
    longitude: [-74.107, 0.034],
    entire: 0.45,
    prices: { 'Entire home/apt': 112, 'Private room': 50, 'Shared room': 30 },
    neighbourhoods: 41,
  },
}

/** What a share of all listings costs at most, in USD a night. */
export const priceQuantiles: readonly (readonly [share: number, price: number])[] = [
  [0, 10],
  [0.01, 30],
  [0.05, 40],
  [0.25, 69],
  [0.5, 105],
  [0.75, 175],
  [0.95, 350],
  [0.99, 800],
  [1, 10_000],
]

/** Words of titles, and what they do to the price, as a share. */
export const titleWords: Readonly<Record<string, number>> = {
  luxury: 0.35,
  penthouse: 0.4,
  loft: 0.2,
  spacious: 0.12,
  modern: 0.08,
  sunny: 0.02,
  charming: 0,
  quiet: -0.03,
  cozy: -0.12,
  small: -0.2,
  budget: -0.3,
  apartment: 0.05,
  home: 0.05,
  studio: -0.1,
  bedroom: -0.02,
  room: -0.08,
}
