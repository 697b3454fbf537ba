import { createHash } from 'node:crypto'
import type { Random } from 'groundswell'
import type { Place } from './places.ts'

/** A use of a card. */
export interface Transaction {
  readonly tid: string
  readonly at: Date
  readonly ccNum: number
  readonly category: string
  readonly amount: number
  readonly latitude: number
  readonly longitude: number
  readonly city: string
  readonly country: string
  readonly isFraud: boolean
}

export function makeTransaction(
  what: Omit<Transaction, 'tid' | 'latitude' | 'longitude' | 'city' | 'country'> & {
    readonly place: Place
  },
): Transaction {
  const { place, at, ccNum, category, amount, isFraud } = what
  const tid = createHash('md5').update(`${ccNum}/${at.toISOString()}/${amount}`).digest('hex')
  return { tid, at, ccNum, category, amount, ...place, isFraud }
}

/** Somewhere within so many degrees of a place. */
export function near(random: Random, place: Place, degrees: number): Place {
  const shift = (): number => (2 * random.next() - 1) * degrees
  return {
    ...place,
    latitude: rounded(place.latitude + shift()),
    longitude: rounded(place.longitude + shift()),
  }
}

function rounded(value: number): number {
  return Math.round(value * 1e5) / 1e5
}
