const palette = [
  'var(--category-1)',
  'var(--category-2)',
  'var(--category-3)',
  'var(--category-4)',
  'var(--category-5)',
  'var(--category-6)',
  'var(--category-7)',
  'var(--category-8)',
]

/** The colour of the n-th of several lines; a single one is blue. */
export function colourOf(at: number, count: number): string {
  if (count === 1) return 'var(--data-current)'
  return palette[at] ?? 'var(--category-other)'
}

/** The shade of the n-th of several lines that have an order, the first the strongest. */
export function shadeOf(at: number, count: number): string {
  const share = count < 2 ? 100 : Math.round(100 - (100 * at) / (count - 1))
  return `color-mix(in oklab, var(--amount-6) ${share}%, var(--amount-4))`
}
