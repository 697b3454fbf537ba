const wordPattern = /[\p{L}\p{N}_]{2,}/gu

/** The same letters as `wordPattern`, for the graph. */
export const wordPatternOfGraph = '[\\p{L}\\p{N}_][\\p{L}\\p{N}_]+'

/** Words of at least two letters or digits, in small letters. */
export function toWords(text: string): readonly string[] {
  return text.toLowerCase().match(wordPattern) ?? []
}

/** Letters beyond A to Z that are varied one by one; of words with more, only whole words are. */
const variedLetters = 6

/**
 * A word in all the ways that it may be written, its letters A to Z small: the graph can make those small,
 * and no others.
 */
export function caseVariants(word: string): readonly string[] {
  const others = Array.from(word, (letter) => changedCase(letter)).filter(
    (letter) => letter !== undefined,
  )
  if (others.length === 0) return [word]
  if (others.length > variedLetters) return wholeVariants(word)
  let variants = ['']
  for (const letter of word) {
    const other = changedCase(letter)
    const ends = other === undefined ? [letter] : [letter, other]
    variants = variants.flatMap((start) => ends.map((end) => start + end))
  }
  return variants
}

function wholeVariants(word: string): readonly string[] {
  const large = (letter: string) => changedCase(letter) ?? letter
  const [first = '', ...rest] = Array.from(word)
  return [...new Set([word, large(first) + rest.join(''), Array.from(word, large).join('')])]
}

/** The large form of a small letter beyond A to Z, if it has one of its own. */
function changedCase(letter: string): string | undefined {
  const large = letter.toUpperCase()
  if (large === letter || (letter >= 'a' && letter <= 'z')) return undefined
  return large.toLowerCase() === letter ? large : undefined
}
