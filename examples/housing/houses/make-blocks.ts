import { seededRandom, type Random, type RowOf } from 'groundswell'
import type { blockColumns, Proximity } from './block-columns.ts'

export type Block = RowOf<typeof blockColumns> & { readonly median_house_value: number }

/** How often blocks lie where, of 20,640; what else is true there. */
const places: readonly Place[] = [
  { name: '<1H OCEAN', share: 0.4426, longitude: -118.6, latitude: 34.4, worth: 240_000 },
  { name: 'INLAND', share: 0.3173, longitude: -119.7, latitude: 36.7, worth: 125_000 },
  { name: 'NEAR OCEAN', share: 0.1288, longitude: -119.3, latitude: 34.7, worth: 249_000 },
  { name: 'NEAR BAY', share: 0.1109, longitude: -122.3, latitude: 37.8, worth: 259_000 },
]

interface Place {
  readonly name: Proximity
  readonly share: number
  readonly longitude: number
  readonly latitude: number
  /** What a house is worth there, on average. */
  readonly worth: number
}

/** So few lie on the island that they are counted, not drawn. */
const islandCount = 5

/** Values are told up to here. */
export const highestValue = 500_001
const lowestValue = 14_999

/**
 * Blocks like those of California in 1990: where they lie as often as they do there, incomes, rooms and a value that hangs most on
 * income and the sea. One in a hundred does not tell its bedrooms. The same seed always makes the same blocks.
 */
export function makeBlocks(count: number, seed: string): readonly Block[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, (_, at) => makeBlock(random, placeOf(random, at, count)))
}

function placeOf(random: Random, at: number, count: number): Place {
  const every = Math.floor(count / islandCount)
  if (every > 0 && at % every === every - 1) {
    return { name: 'ISLAND', share: 0, longitude: -118.3, latitude: 33.4, worth: 380_000 }
  }
  let left = random.next() * places.reduce((sum, { share }) => sum + share, 0)
  for (const place of places) {
    left -= place.share
    if (left < 0) return place
  }
  return places[0] ?? placeOf(random, every - 1, count)
}

function makeBlock(random: Random, place: Place): Block {
  const isInland = place.name === 'INLAND'
  const income = between(0.5, 15, (isInland ? 3.2 : 4.2) * Math.exp(0.43 * random.normal() - 0.09))
  const households = Math.ceil(between(1, 6_082, 410 * Math.exp(0.62 * random.normal())))
  const rooms = between(2, 12, 3.4 + 0.5 * income + 0.8 * random.normal())
  const people = between(1, 8, 2.9 + 0.6 * random.normal())
  const age = between(1, 52, (isInland ? 24 : 31) + 12 * random.normal())
  const longitude = between(-124.35, -114.31, place.longitude + 0.8 * random.normal())
  const latitude = between(32.54, 41.95, place.latitude + 0.8 * random.normal())
  const bedrooms = Math.max(1, Math.round(households * (1 + 0.07 * random.normal())))
  const told = { place, income, age, longitude, latitude }
  const value = worthOf(told) + 60_000 * random.normal()
  return {
    longitude: round(longitude, 2),
    latitude: round(latitude, 2),
    housing_median_age: Math.round(age),
    total_rooms: Math.round(households * rooms),
    total_bedrooms: random.next() < 0.01 ? undefined : bedrooms,
    population: Math.round(households * people),
    households,
    median_income: round(income, 4),
    ocean_proximity: place.name,
    median_house_value: Math.round(between(lowestValue, highestValue, value)),
  }
}

const centres = [
  [-118.25, 34.05],
  [-122.42, 37.77],
] as const

/** 1 in the middle of a town, near 0 a hundred kilometres away. */
function nearness([x, y]: readonly [number, number], longitude: number, latitude: number): number {
  return Math.exp(-((longitude - x) ** 2 + (latitude - y) ** 2) / 0.5)
}

interface Told {
  readonly place: Place
  readonly income: number
  readonly age: number
  readonly longitude: number
  readonly latitude: number
}

/** By the sea income counts more than inland, beyond some 60,000 less and less; near the towns all is dearer. */
function worthOf({ place, income, age, longitude, latitude }: Told): number {
  const mean = place.name === 'INLAND' ? 3.2 : 4.2
  const slope = place.name === 'INLAND' ? 26_000 : 38_000
  const sated = 2_000 * Math.max(0, income - 6) ** 2
  const near = Math.max(...centres.map((centre) => nearness(centre, longitude, latitude)))
  return place.worth - 25_000 + slope * (income - mean) - sated + 110_000 * near + 500 * (age - 28)
}

function between(low: number, high: number, value: number): number {
  return Math.min(high, Math.max(low, value))
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
