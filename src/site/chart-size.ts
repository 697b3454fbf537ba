/** One rendering of a chart. A page holds several, and a media query shows the one that fits. */
export interface ChartSize {
  readonly name: 'narrow' | 'medium' | 'wide'
  readonly width: number
  readonly height: number
  /** Whole local days shown before the day on which the page was made. */
  readonly daysBack: number
}

export const chartSizes: readonly ChartSize[] = [
  { name: 'narrow', width: 358, height: 264, daysBack: 1 },
  { name: 'medium', width: 680, height: 288, daysBack: 3 },
  { name: 'wide', width: 1056, height: 328, daysBack: 5 },
]
