import type { LearnedTexts, Share, TextPart } from './learned-generator.ts'

/** Longer texts are learned by their beginning. */
const mostTokens = 40
const mostTemplates = 100
const mostWords = 200

/**
 * Learns the shapes of texts: which words, numbers and signs follow each other. A shape, a word at its place
 * and a length stay where at least `smallest` rows have them; all else is made up.
 */
export function learnTexts(texts: readonly string[], smallest: number): LearnedTexts {
  const rows = texts.map((text) => text.match(tokenPattern)?.slice(0, mostTokens) ?? [])
  const shapes = [...Map.groupBy(rows, (row) => JSON.stringify(row.map(shapeOf))).values()]
  const shared = shapes
    .filter((own) => own.length >= smallest)
    .toSorted((a, b) => b.length - a.length)
    .slice(0, mostTemplates)
  const kept = shared.length > 0 ? shared : [plainWords(rows)]
  const whole = kept.reduce((sum, own) => sum + own.length, 0)
  return {
    kind: 'texts',
    templates: kept.map((own) => ({ parts: partsOf(own, smallest), share: own.length / whole })),
  }
}

const tokenPattern = /\p{L}+|\d+|[^\p{L}\d]+/gu

/** Signs as they are, words by the case of their letters. */
function shapeOf(token: string): string {
  if (/^\d/.test(token)) return '9'
  return isWord(token) ? caseOf(token) : `=${token}`
}

function isWord(token: string): boolean {
  return /^\p{L}/u.test(token)
}

function caseOf(word: string): 'lower' | 'upper' | 'capital' {
  if (word === word.toLowerCase()) return 'lower'
  return word === word.toUpperCase() ? 'upper' : 'capital'
}

/** Where no shape is shared: as many words as texts have by median, each of five letters. */
function plainWords(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const counts = rows.map((row) => row.filter(isWord).length)
  const median = counts.toSorted((a, b) => a - b)[counts.length >> 1] ?? 1
  return [
    Array.from({ length: Math.max(1, median) }, () => ['words', ' '])
      .flat()
      .slice(0, -1),
  ]
}

function partsOf(rows: readonly (readonly string[])[], smallest: number): readonly TextPart[] {
  const [first = []] = rows
  return first.map((token, at): TextPart => {
    const tokens = rows.map((row) => row[at] ?? '')
    if (/^\d/.test(token)) return { kind: 'digits', lengths: lengthsOf(tokens, smallest) }
    if (!isWord(token)) return { kind: 'text', text: token }
    const words = sharesOf(tokens, smallest).slice(0, mostWords)
    const kept = new Set(words.map(({ value }) => value))
    const rest = tokens.filter((word) => !kept.has(word))
    return { kind: 'word', letters: caseOf(token), words, lengths: lengthsOf(rest, smallest) }
  })
}

/** The values that enough rows have, with their shares of all rows. */
function sharesOf<Value extends string | number>(
  values: readonly Value[],
  smallest: number,
): readonly Share<Value>[] {
  const groups = [...Map.groupBy(values, (value) => value)]
  return groups
    .filter(([, own]) => own.length >= smallest)
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([value, own]) => ({ value, share: own.length / values.length }))
}

/** Lengths that are rare give way to the others; where all are rare, the middle one stays. */
function lengthsOf(tokens: readonly string[], smallest: number): readonly Share<number>[] {
  const lengths = tokens.map(({ length }) => length)
  const kept = sharesOf(lengths, smallest)
  if (kept.length > 0) return kept
  const value = lengths.toSorted((a, b) => a - b)[lengths.length >> 1] ?? 5
  return [{ value, share: 1 }]
}
