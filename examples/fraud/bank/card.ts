import { seededRandom, type Random } from 'groundswell'
import { homes, type Place } from './places.ts'

/** A card and the person who holds it. */
export interface Card {
  readonly ccNum: number
  readonly provider: string
  /** Month and year, as it is printed on the card: `11/29`. */
  readonly expires: string
  readonly holder: Holder
}

export interface Holder {
  readonly name: string
  readonly sex: 'F' | 'M'
  readonly mail: string
  readonly birthdate: Date
  readonly home: Place
}

export const cardCount = 2000

const givenNames = {
  F: ['Astrid', 'Saga', 'Ingrid', 'Maja', 'Freja', 'Alma', 'Elin', 'Clara', 'Nora', 'Emma'],
  M: ['Erik', 'Lars', 'Nils', 'Oskar', 'Hugo', 'Anders', 'Axel', 'Emil', 'Jakob', 'Leo'],
} as const
const familyNames = ['Berg', 'Lind', 'Holm', 'Dahl', 'Strand', 'Ek', 'Sjö', 'Falk', 'Vik', 'Moe']
const providers = ['visa', 'mastercard', 'amex']

/** All cards of the bank, the same for the same seed; their terms begin before `since`. */
export function makeCards(seed: number | string, since: Date): readonly Card[] {
  const random = seededRandom(`${seed}/cards`)
  return Array.from({ length: cardCount }, (_, at) => makeCard(random, at, since))
}

function makeCard(random: Random, at: number, since: Date): Card {
  const sex = random.pick(['F', 'M'] as const)
  const name = `${random.pick(givenNames[sex])} ${random.pick(familyNames)}`
  const month = 1 + random.below(12)
  const year = since.getUTCFullYear() + 1 + random.below(4)
  return {
    ccNum: 4_000_000_000_000_000 + at * 1_000_003 + random.below(1000),
    provider: random.pick(providers),
    expires: `${String(month).padStart(2, '0')}/${String(year % 100).padStart(2, '0')}`,
    holder: {
      name,
      sex,
      mail: `${name.toLowerCase().replace(' ', '.')}.${at}@example.org`,
      birthdate: drawBirthdate(random, since),
      home: random.pick(homes),
    },
  }
}

const dayMs = 86_400_000

/** Somebody from 18 to 95; fewer the older. */
function drawBirthdate(random: Random, since: Date): Date {
  const age = 18 + 77 * (1 - Math.sqrt(1 - random.next()))
  const days = Math.floor((since.getTime() - age * 365.25 * dayMs) / dayMs)
  return new Date(days * dayMs)
}

/** Whom attackers choose: the old, mostly. */
export function susceptibility(holder: Holder, at: Date): number {
  const age = (at.getTime() - holder.birthdate.getTime()) / (365.25 * dayMs)
  if (age >= 74) return 12
  if (age >= 60) return 4
  return age >= 40 ? 2 : 1
}
