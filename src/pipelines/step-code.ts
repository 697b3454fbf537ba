/** The code that a step can reach. */
export interface StepCode {
  readonly fingerprint: string
  /** Digests of its parts by name (`weather/read.ts#parseRow`): they tell what has changed. */
  readonly parts: Readonly<Record<string, string>>
}
