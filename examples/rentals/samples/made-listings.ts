import { seededRandom, type Random } from 'groundswell'
import { city, priceQuantiles, titleWords } from './city.ts'
import { boroughs, type RoomType } from './listing-columns.ts'

/** A row as it is delivered; what is not known is empty. */
export type Listing = Readonly<Record<string, string | number>>

export interface Sample {
  readonly rows: number
  readonly seed: string
  /** How many of them lie in the sea, as in a delivery whose coordinates were typed wrongly. */
  readonly lost?: number
}

/**
 * Listings with the shape of the real ones: prices by borough, room, place, title and availability, brought
 * to the quantiles of 2019; reviews, hosts and stays as skewed as they were.
 */
export function madeListings({ rows, seed, lost = 0 }: Sample): Listing[] {
  const random = seededRandom(`${seed} rentals`)
  const drafts = Array.from({ length: rows }, (_, at) => draft(random.fork(`listing ${at}`), at))
  const ranked = drafts.map((_, at) => at).toSorted((a, b) => worth(drafts, a) - worth(drafts, b))
  const prices = new Float64Array(rows)
  for (const [rank, at] of ranked.entries()) prices[at] = priceAt((rank + 0.5) / rows)
  const free = new Set(Array.from({ length: 5 }, () => random.below(rows)))
  const away = new Set(Array.from({ length: lost }, () => random.below(rows)))
  return drafts.map(({ listing }, at) => ({
    ...listing,
    ...(away.has(at) ? { longitude: -70.1 } : {}),
    price: free.has(at) ? 0 : Math.round(prices[at] ?? 0),
  }))
}

interface Draft {
  readonly listing: Listing
  /** What it would cost if prices had no quantiles to meet, as a logarithm. */
  readonly worth: number
}

function worth(drafts: readonly Draft[], at: number): number {
  return drafts[at]?.worth ?? 0
}

function draft(random: Random, at: number): Draft {
  const borough = pickByShare(random, boroughs, (one) => city[one].share)
  const place = city[borough]
  const entire = place.entire
  const shares = { 'Entire home/apt': entire, 'Private room': 0.978 - entire, 'Shared room': 0.022 }
  const rooms = Object.keys(shares) as RoomType[]
  const room = pickByShare(random, rooms, (one) => shares[one])
  const north = random.normal()
  const east = random.normal()
  const words = titleOf(random)
  const availability = random.next() < 0.36 ? 0 : 1 + random.below(365)
  const effects = words.reduce((sum, word) => sum + (titleWords[word] ?? 0), 0)
  const value =
    Math.log(place.prices[room]) +
    effects -
    0.09 * Math.hypot(north, east) +
    (availability / 365) * 0.15 +
    0.23 * random.normal()
  const listing = {
    id: 2539 + at * 7,
    name: at % 2857 === 1 ? '' : [...words, 'in', borough].join(' '),
    ...hostOf(random, at),
    neighbourhood_group: borough,
    neighbourhood: `${borough} ${1 + random.below(place.neighbourhoods)}`,
    latitude: rounded(place.latitude[0] + place.latitude[1] * Math.max(-3, Math.min(3, north))),
    longitude: rounded(place.longitude[0] + place.longitude[1] * Math.max(-3, Math.min(3, east))),
    room_type: room,
    price: 0,
    ...stayOf(random),
    availability_365: availability,
  }
  return { listing, worth: value }
}

function titleOf(random: Random): string[] {
  const words = Object.keys(titleWords)
  return [random.pick(words.slice(0, 11)), random.pick(words.slice(11))]
}

function hostOf(random: Random, at: number) {
  const isLarge = random.next() < 0.02
  const listings = isLarge ? 50 + random.below(250) : 1 + Math.floor(random.next() ** 6 * 8)
  const host = isLarge ? random.below(8) : 100 + at
  return {
    host_id: 2000 + host,
    host_name: at % 2500 === 2 ? '' : `Host ${host % 977}`,
    calculated_host_listings_count: listings,
  }
}

/** Reviews come with a date and a rate, and none with neither. */
function stayOf(random: Random) {
  const nights = Math.min(1250, Math.round(Math.exp(0.7 + 1.1 * random.normal())))
  const minimum = { minimum_nights: Math.max(1, nights) }
  if (random.next() < 0.206) {
    return { ...minimum, number_of_reviews: 0, last_review: '', reviews_per_month: '' }
  }
  const reviews = Math.min(629, Math.max(1, Math.round(Math.exp(2.2 + 1.6 * random.normal()))))
  const days = Math.floor(2980 * (1 - random.next() ** 3))
  const last = new Date(Date.UTC(2011, 4, 12) + days * 86_400_000).toISOString().slice(0, 10)
  const rate = Math.max(0.01, (reviews / 24) * Math.exp(0.5 * random.normal()))
  return {
    ...minimum,
    number_of_reviews: reviews,
    last_review: last,
    reviews_per_month: Math.round(rate * 100) / 100,
  }
}

/** Between two quantiles prices rise by an equal share. */
function priceAt(share: number): number {
  const next = priceQuantiles.findIndex(([end]) => end >= share)
  const [from = 0, low = 10] = priceQuantiles[Math.max(0, next - 1)] ?? []
  const [to = 1, high = 10] = priceQuantiles[next] ?? []
  return low * (high / low) ** ((share - from) / (to - from || 1))
}

function pickByShare<Value>(
  random: Random,
  values: readonly Value[],
  shareOf: (value: Value) => number,
): Value {
  let left = random.next()
  for (const value of values) {
    left -= shareOf(value)
    if (left < 0) return value
  }
  return values.at(-1) as Value
}

function rounded(degrees: number): number {
  return Math.round(degrees * 100_000) / 100_000
}
