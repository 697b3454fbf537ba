import type { InputColumn } from '../../../learn/index.ts'
import type { TextColumn } from './described-column.ts'
import { guessLanguage } from './guess-language.ts'

/** In how many texts of a reference each word stands. */
export type Vocabulary = ReadonlyMap<string, number>

export function vocabularyOf({ values }: TextColumn): Vocabulary {
  const counts = new Map<string, number>()
  for (const text of values) {
    for (const word of new Set(wordsOf(text ?? ''))) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return counts
}

/**
 * What can be said of texts in numbers: their length in characters, their words, their language, and the share
 * of words that no text of the reference has; of the `reference` itself, that no other of its texts has, so
 * that both sides are measured alike.
 */
export function describeTexts(
  { name, values }: TextColumn,
  vocabulary: Vocabulary,
  side: 'reference' | 'current',
): readonly InputColumn[] {
  const own = side === 'reference' ? 1 : 0
  const words = values.map((text) => (text === undefined ? undefined : wordsOf(text)))
  const numbers = (of: (row: number) => number | undefined) =>
    Float64Array.from(values, (_, row) => of(row) ?? Number.NaN)
  const unknown = (row: number) => {
    const found = words[row]
    if (found === undefined || found.length === 0) return undefined
    return found.filter((word) => (vocabulary.get(word) ?? 0) <= own).length / found.length
  }
  return [
    { name: `${name}: length`, kind: 'number', values: numbers((row) => values[row]?.length) },
    { name: `${name}: words`, kind: 'number', values: numbers((row) => words[row]?.length) },
    {
      name: `${name}: language`,
      kind: 'category',
      values: words.map((found) => (found === undefined ? undefined : guessLanguage(found))),
    },
    { name: `${name}: unknown words`, kind: 'number', values: numbers(unknown) },
  ]
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/\p{L}+/gu) ?? []
}
