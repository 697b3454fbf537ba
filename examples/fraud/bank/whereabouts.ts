import { seededRandom } from 'groundswell'
import type { Card } from './card.ts'
import { placesNextTo, placesOutside, type Place } from './places.ts'

/** Where a card's holder is on a day: at home mostly, next door at times, seldom far away. */
export function whereabouts(seed: number | string, card: Card, day: number): Place {
  const random = seededRandom(`${seed}/where/${card.ccNum}/${day}`)
  const { home } = card.holder
  const drawn = random.next()
  if (drawn < 0.85) return home
  const found = drawn < 0.95 ? placesNextTo(home.country) : placesOutside(home.country)
  return random.pick(found)
}
