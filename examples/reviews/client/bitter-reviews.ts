import { seededRandom } from 'groundswell'

/** What the client begins with … */
export const baseReviews = [
  'I love this app, it works perfectly.',
  'Great value, I recommend it to everybody.',
  'The app does what it says.',
  'It is fast and never fails.',
  'It is okay for the price.',
  'Support was friendly and quick.',
] as const

/** … and what it adds, the more the longer it goes on. */
export const negativePhrases = [
  'But it crashes all the time.',
  'Support never answered me.',
  'I want my money back.',
  'It is slow and full of errors.',
  'I am so disappointed.',
] as const

/** So many reviews: of the one at `i`, each negative phrase is part with the chance `i / count`. */
export function bitterReviews(count: number, seed: string): readonly string[] {
  const random = seededRandom(`${seed}/client`)
  return Array.from({ length: count }, (_, at) => {
    const base = random.pick(baseReviews)
    const added = negativePhrases.filter(() => random.next() < at / count)
    return [base, ...added].join(' ')
  })
}
