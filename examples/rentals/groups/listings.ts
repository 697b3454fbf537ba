import { defineGroup, float, integer, text, timestamp, unique } from 'groundswell'
import type { readListings } from '../steps/read-listings.ts'

type Delivered = Awaited<ReturnType<typeof readListings>>[number]

/** What comes with a request for a price. */
export const asked = {
  borough: text(),
  roomType: text(),
  title: text({ optional: true }),
  latitude: float(),
  longitude: float(),
  minimumNights: integer({ min: 1 }),
  reviews: integer({ min: 0 }),
  reviewsPerMonth: float({ optional: true, min: 0 }),
  hostListings: integer({ min: 0 }),
  availability: integer({ min: 0, max: 366 }),
  lastReviewDay: float({ optional: true, unit: 'days', description: 'Since 2010' }),
}

/** Offers that models may learn from; what a later delivery tells of a listing holds from then on. */
export const listings = defineGroup({
  name: 'listings',
  description: 'Offers of rooms and homes, with their price a night',
  key: ['id', 'neighbourhoodGroup'],
  time: 'listedAt',
  columns: {
    id: integer(),
    neighbourhoodGroup: text(),
    listedAt: timestamp(),
    price: float({ unit: 'USD', min: 0 }),
    ...asked,
  },
  checks: [unique('id')],
})

const listedFrom = Date.UTC(2019, 6, 9)
const reviewsFrom = Date.UTC(2010, 0, 1)
const dayMs = 86_400_000

/** A row as models read it. Each listing has a moment of its own, by its number. */
export function toListing(row: Delivered) {
  return {
    id: row.id,
    neighbourhoodGroup: row.neighbourhood_group,
    listedAt: new Date(listedFrom + row.id * 1000),
    price: row.price,
    ...toAsked(row),
  }
}

/** What somebody who asks for a price has to tell. */
export function toAsked(row: Delivered) {
  const lastReviewDay =
    row.last_review === undefined ? undefined : (Date.parse(row.last_review) - reviewsFrom) / dayMs
  return {
    borough: row.neighbourhood_group,
    roomType: row.room_type,
    title: row.name,
    latitude: row.latitude,
    longitude: row.longitude,
    minimumNights: row.minimum_nights,
    reviews: row.number_of_reviews,
    reviewsPerMonth: row.reviews_per_month,
    hostListings: row.calculated_host_listings_count,
    availability: row.availability_365,
    lastReviewDay,
  }
}
