/** One swell as a bulletin lists it. */
export interface Swell {
  /** Significant height in metres. */
  readonly height: number
  /** Peak period in seconds. */
  readonly period: number
  /** Where the swell travels to, in degrees clockwise from north. */
  readonly direction: number
}

export interface BulletinStep {
  /** Hours after the cycle. */
  readonly offsetHours: number
  /** The first three swells that the row lists, left to right; empty in a calm sea. */
  readonly swells: readonly Swell[]
}

/** What one cycle of the wave model foresees at the point off one beach. */
export interface Bulletin {
  readonly beachId: string
  readonly cycleAt: Date
  readonly steps: readonly BulletinStep[]
}

/** A bulletin foresees 119 moments, two hours apart: 0, 2, … 236 hours after its cycle. */
export const stepCount = 119
export const stepHours = 2
