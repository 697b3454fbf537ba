const wordPattern = /[\p{L}\p{N}_]{2,}/gu

/** The same letters as `wordPattern`, for the graph. */
export const wordPatternOfGraph = '[\\p{L}\\p{N}_][\\p{L}\\p{N}_]+'

/** Words of at least two letters or digits, in small letters. */
export function toWords(text: string): readonly string[] {
  return text.toLowerCase().match(wordPattern) ?? []
}
