import type { Cell } from '../../../api/index.ts'
import { formatBytes, formatCount } from '../../format.ts'
import { wordsOf } from '../../words-of.ts'
import { cellText } from './cell-text.ts'

/** A named value as a person would say it: `357 rows`, `size 11.48 kB`, `not dirty`. */
export function detailText(name: string, value: Cell): string {
  if (typeof value === 'number' && name.endsWith('Count')) return countText(name, value)
  if (typeof value === 'number' && name.endsWith('Bytes')) {
    return `${wordsOf(name.replace(/Bytes$/, '')).toLowerCase()} ${formatBytes(value)}`
  }
  const words = wordsOf(name).toLowerCase()
  if (typeof value === 'boolean') return value ? words : `not ${words}`
  const text = cellText(value)
  return `${words} ${/^[0-9a-f]{32,}$/.test(text) ? text.slice(0, 8) : text}`
}

function countText(name: string, count: number): string {
  const noun = wordsOf(name.replace(/Count$/, '')).toLowerCase()
  const many = noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`
  return `${formatCount(count)} ${count === 1 ? noun : many}`
}
