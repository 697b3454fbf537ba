import type { ValueCount } from './profile.ts'

const keptPatterns = 5

/** The shapes of texts, the commonest first: letters and digits in runs, all else as it is. */
export function findPatterns(texts: readonly string[]): ValueCount[] {
  const counts = new Map<string, number>()
  for (const text of texts) {
    const pattern = patternOf(text)
    counts.set(pattern, (counts.get(pattern) ?? 0) + 1)
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, keptPatterns)
}

/** The share of texts that are written like a date, with or without a time. */
export function shareOfDates(texts: readonly string[]): number {
  return texts.length === 0 ? 0 : texts.filter(isDate).length / texts.length
}

const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'
const time = String.raw`([T ,]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp][Mm])?( ?(Z|[+-]\d{2}:?\d{2}))?)?`
const dates = [
  String.raw`\d{4}[-/.]\d{1,2}[-/.]\d{1,2}`,
  String.raw`\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2})`,
  String.raw`(\d{1,2}[ -])?(${months})[a-z]*\.?[ -](\d{1,2},? )?\d{4}`,
].map((shape) => new RegExp(`^${shape}${time}$`, 'i'))

function isDate(text: string): boolean {
  const trimmed = text.trim()
  return trimmed.length <= 40 && dates.some((date) => date.test(trimmed))
}

function patternOf(text: string): string {
  return text
    .slice(0, 60)
    .replace(/\p{Lu}+/gu, 'A')
    .replace(/\p{Ll}+/gu, 'a')
    .replace(/\p{Nd}+/gu, '9')
    .replace(/\s+/g, ' ')
}
