/** What one more value tells: whether the series has changed, or seems about to. */
export type ChangeSign = 'none' | 'warning' | 'change'

/** Watches a series value by value. After a change it has forgotten what was before. */
export interface ChangeDetector {
  update(value: number): ChangeSign
}
