import type { UnreadableLine } from '../../table/index.ts'
import type { LeftOut } from './read-file.ts'

export interface LeftOutOptions {
  /**
   * What a line or row that can't be read means: `refuse` (if it is absent) refuses its file whole,
   * `quarantine` leaves only the line out, and tells of it with the delivery.
   */
  readonly unreadable?: LeftOut['severity']
  /** How many such lines are told with what stands in them; 20 if it is absent. */
  readonly toldLines?: number
}

/** Collects what can't be read, the first of it in full. */
export function collectLeftOut({ unreadable = 'refuse', toldLines = 20 }: LeftOutOptions): {
  readonly leftOut: LeftOut
  readonly onUnreadable: (line: UnreadableLine) => void
} {
  const lines: UnreadableLine[] = []
  let count = 0
  return {
    leftOut: {
      severity: unreadable,
      lines,
      get count() {
        return count
      },
    },
    onUnreadable: (line) => {
      count += 1
      if (lines.length < toldLines) lines.push(line)
    },
  }
}
