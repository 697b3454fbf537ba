import { float, integer, text } from 'groundswell'

export const proximities = ['<1H OCEAN', 'INLAND', 'NEAR OCEAN', 'NEAR BAY', 'ISLAND'] as const

export type Proximity = (typeof proximities)[number]

/** What is told of a block, as the file has it. */
export const blockColumns = {
  longitude: float({ unit: '°', min: -124.35, max: -114.31 }),
  latitude: float({ unit: '°', min: 32.54, max: 41.95 }),
  housing_median_age: float({ unit: 'years', min: 1, max: 52 }),
  total_rooms: integer({ min: 1 }),
  total_bedrooms: integer({ min: 1, optional: true, description: 'Not known of one in a hundred' }),
  population: integer({ min: 1 }),
  households: integer({ min: 1 }),
  median_income: float({ unit: '10,000 USD', min: 0.4, max: 15.1 }),
  ocean_proximity: text({ oneOf: proximities }),
} as const

export const head = [...Object.keys(blockColumns), 'median_house_value'].join(',')
