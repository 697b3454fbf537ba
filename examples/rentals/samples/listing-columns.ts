import { float, integer, text } from 'groundswell'

/** A sample as it is delivered: 16 columns in this order. */
export const listingColumns = {
  id: integer(),
  name: text({ optional: true }),
  host_id: integer(),
  host_name: text({ optional: true }),
  neighbourhood_group: text(),
  neighbourhood: text(),
  latitude: float(),
  longitude: float(),
  room_type: text(),
  price: float({ unit: 'USD' }),
  minimum_nights: integer(),
  number_of_reviews: integer(),
  last_review: text({ optional: true }),
  reviews_per_month: float({ optional: true }),
  calculated_host_listings_count: integer(),
  availability_365: integer(),
}

export const columnNames = Object.keys(listingColumns) as (keyof typeof listingColumns)[]

export const boroughs = ['Bronx', 'Brooklyn', 'Manhattan', 'Queens', 'Staten Island'] as const
export type Borough = (typeof boroughs)[number]

export const roomTypes = ['Shared room', 'Private room', 'Entire home/apt'] as const
export type RoomType = (typeof roomTypes)[number]

/** New York with some sea around it. */
export const newYork = { west: -74.25, east: -73.5, south: 40.5, north: 41.2 }
