import type { EventTrigger } from './trigger.ts'
import type { Occasion } from './occasion.ts'

/** Tells what has happened in a project: commits, files, moves of aliases, runs. */
export interface Happenings {
  /**
   * What has happened since `cursor`, the oldest first, and the cursor for the next time. Without one
   * nothing has happened yet. What `pipeline` has done itself is left out.
   */
  since(trigger: EventTrigger, cursor: string | undefined, pipeline: string): Promise<Happened>
}

export interface Happened {
  readonly occasions: readonly Occasion[]
  readonly cursor: string
}
