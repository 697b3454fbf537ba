import { seededRandom, type Random } from 'groundswell'
import type { RawColumn } from './census-columns.ts'
import { country, education, occupations, race, workclass } from './census-shares.ts'

/** A line of the raw file. */
export type RawPerson = Readonly<Record<RawColumn, string | number>>

/** So many lines of the raw file stand there twice. */
export const repeatedCount = 24

/**
 * People like those of the census of 1994: shares as its sheet tells them, and a salary that hangs on school, age,
 * hours, marriage and gains, so that a model can learn it back. About a quarter earn more than 50,000. The same
 * seed always makes the same people.
 */
export function makePeople(count: number, seed: string): readonly RawPerson[] {
  const random = seededRandom(seed)
  const people = Array.from({ length: count }, () => makePerson(random))
  // Copies stand far from what they are copies of.
  for (let copy = 0; copy < Math.min(repeatedCount, Math.floor(count / 4)); copy += 1) {
    const from = people[copy]
    if (from !== undefined) people[count - 1 - copy] = from
  }
  return people
}

function makePerson(random: Random): RawPerson {
  const sex = random.next() < 0.669 ? 'Male' : 'Female'
  const age = drawAge(random)
  const [school, schoolNumber] = drawSchool(random, age)
  const marriage = drawMarriage(random, age, sex)
  const paidBy = draw(random, workclass)
  const hours = drawHours(random, age, sex)
  const gain = random.next() < 0.05 ? drawGain(random) : 0
  const work = paidBy === '?' || paidBy === 'Never-worked' ? '?' : drawWork(random, schoolNumber)
  const chance = chanceOfMore({ age, schoolNumber, marriage, sex, hours, gain, work })
  const earnsMore = random.next() < chance
  // Who earns more has more to gain by.
  const moreGain = earnsMore && gain === 0 && random.next() < 0.13 ? 2 * drawGain(random) : gain
  return {
    age,
    workclass: paidBy,
    fnlgt: Math.round(190_000 * Math.exp(0.5 * random.normal())),
    education: school,
    'education-num': schoolNumber,
    'marital-status': marriage,
    occupation: work,
    relationship: relationOf(random, marriage, sex, age),
    race: draw(random, race),
    sex,
    'capital-gain': Math.min(99_999, moreGain),
    'capital-loss':
      random.next() < (earnsMore ? 0.1 : 0.03) ? Math.round(1_900 + 250 * random.normal()) : 0,
    'hours-per-week': hours,
    'native-country': draw(random, country),
    salary: earnsMore ? '>50K' : '<=50K',
  }
}

function drawAge(random: Random): number {
  const age = 17 + 24 * (-Math.log(1 - random.next())) ** 0.72
  return Math.min(90, Math.round(age))
}

function drawSchool(random: Random, age: number): readonly [string, number] {
  const open = education.filter(([, number]) => age >= 24 || number <= 12)
  const whole = open.reduce((sum, [, , share]) => sum + share, 0)
  let left = random.next() * whole
  for (const [name, number, share] of open) {
    left -= share
    if (left < 0) return [name, number]
  }
  return ['HS-grad', 9]
}

function drawMarriage(random: Random, age: number, sex: string): string {
  const married = Math.min(0.8, Math.max(0, (age - 19) / 16)) * (sex === 'Male' ? 0.95 : 0.26)
  const parted = Math.min(0.35, Math.max(0, (age - 24) / 70)) * (sex === 'Male' ? 0.8 : 1.6)
  const drawn = random.next()
  if (drawn < married) return random.next() < 0.985 ? 'Married-civ-spouse' : 'Married-AF-spouse'
  if (drawn < married + parted) {
    if (random.next() < Math.max(0, (age - 55) / 60)) return 'Widowed'
    if (random.next() < 0.16) return 'Separated'
    return random.next() < 0.07 ? 'Married-spouse-absent' : 'Divorced'
  }
  return 'Never-married'
}

function drawHours(random: Random, age: number, sex: string): number {
  if (random.next() < 0.45) return 40
  const full = (sex === 'Male' ? 43 : 37) - (age < 22 || age > 65 ? 14 : 0)
  return Math.max(1, Math.min(99, Math.round(full + 14 * random.normal())))
}

function drawGain(random: Random): number {
  return Math.round(3_500 * Math.exp(0.9 * random.normal()))
}

/** The longer at school, the further down the list. */
function drawWork(random: Random, schoolNumber: number): string {
  if (random.next() < 0.001) return '?'
  const names = Object.keys(occupations)
  const shares = Object.fromEntries(
    names.map((name, place) => [
      name,
      (occupations[name] ?? 0) * Math.exp(0.06 * (place - 7) * (schoolNumber - 10)),
    ]),
  )
  return draw(random, shares)
}

function relationOf(random: Random, marriage: string, sex: string, age: number): string {
  if (marriage === 'Married-civ-spouse' || marriage === 'Married-AF-spouse') {
    return sex === 'Male' ? 'Husband' : 'Wife'
  }
  if (age < 25 && random.next() < 0.7) return 'Own-child'
  const drawn = random.next()
  if (drawn < 0.6) return 'Not-in-family'
  return drawn < 0.9 ? 'Unmarried' : 'Other-relative'
}

interface Known {
  readonly age: number
  readonly schoolNumber: number
  readonly marriage: string
  readonly sex: string
  readonly hours: number
  readonly gain: number
  readonly work: string
}

function chanceOfMore({ age, schoolNumber, marriage, sex, hours, gain, work }: Known): number {
  const place = Object.keys(occupations).indexOf(work)
  const score =
    -3.45 +
    0.42 * (schoolNumber - 10) +
    0.045 * (Math.min(age, 52) - 38) -
    0.05 * Math.max(0, age - 60) +
    (/^Married-(?:civ|AF)/.test(marriage) ? 2.9 : 0) +
    (sex === 'Male' ? 0.25 : 0) +
    0.035 * (hours - 40) +
    (gain > 5_000 ? 4 : 0) +
    0.11 * (place < 0 ? -4 : place - 7)
  return 1 / (1 + Math.exp(-1.05 * score))
}

function draw(random: Random, shares: Readonly<Record<string, number>>): string {
  const whole = Object.values(shares).reduce((sum, share) => sum + share, 0)
  let left = random.next() * whole
  for (const [name, share] of Object.entries(shares)) {
    left -= share
    if (left < 0) return name
  }
  return Object.keys(shares)[0] ?? '?'
}
