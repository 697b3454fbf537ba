import type { Random } from '../../../base/index.ts'
import type { Maker } from '../maker.ts'
import type { LearnedTexts, Share, TextPart } from './learned-generator.ts'

/** Makes texts of the shapes that were learned, of words that can be said. */
export function textMaker({ templates }: LearnedTexts): Maker<string> {
  const shapes = templates.map(({ parts, share }) => ({ value: parts, share }))
  return (_row, { random }) => {
    const parts = draw(shapes, random) ?? templates[0]?.parts ?? []
    return parts.map((part) => makePart(part, random)).join('')
  }
}

function makePart(part: TextPart, random: Random): string {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'digits':
      return makeRun(part.lengths, random, () => String(random.below(10)))
    case 'word':
      return draw(part.words, random) ?? makeWord(part, random)
  }
}

function makeWord(
  { letters, lengths }: Extract<TextPart, { readonly kind: 'word' }>,
  random: Random,
): string {
  let isVowel = random.next() < 0.4
  const word = makeRun(lengths, random, () => {
    const letter = random.pick(isVowel ? vowels : consonants)
    isVowel = !isVowel
    return letter
  })
  if (letters === 'upper') return word.toUpperCase()
  return letters === 'lower' ? word : word.charAt(0).toUpperCase() + word.slice(1)
}

const vowels = 'aaeeeiiou'.split('')
const consonants = 'bcdfghklllmmnnnprrrsssttvw'.split('')

function makeRun(lengths: readonly Share<number>[], random: Random, make: () => string): string {
  const length = draw(lengths, random) ?? lengths[0]?.value ?? 1
  return Array.from({ length }, make).join('')
}

/** One of the values by its share; undefined for what is left of 1. */
function draw<Value>(shares: readonly Share<Value>[], random: Random): Value | undefined {
  let place = random.next()
  for (const { value, share } of shares) {
    place -= share
    if (place < 0) return value
  }
  return undefined
}
