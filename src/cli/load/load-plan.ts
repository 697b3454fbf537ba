import { parseDuration } from '../../base/index.ts'
import { cliErrors } from '../errors.ts'

/** What is sent during a stretch of time. */
export interface LoadStage {
  readonly durationMs: number
  /** Requests a second (open) or clients (closed) at its end; it begins with what the one before ended with. */
  readonly level: number
}

/**
 * `open`: requests go out when they are due, whether or not others were answered, as the world's do.
 * `closed`: so many clients send the next one when the last is answered.
 */
export type LoadKind = 'open' | 'closed'

export interface LoadPlan {
  readonly kind: LoadKind
  readonly stages: readonly LoadStage[]
}

/** `10s:100,30s:500` means up to 100 in ten seconds, then up to 500 in thirty. Throws `loadStagesWrong`. */
export function parseStages(text: string): LoadStage[] {
  return text.split(',').map((part) => {
    const [duration = '', level = ''] = part.trim().split(':')
    const value = Number(level)
    if (level === '' || !Number.isFinite(value) || value < 0) {
      throw cliErrors.loadStagesWrong({ found: part })
    }
    return { durationMs: parseDuration(duration), level: value }
  })
}

export function durationOf({ stages }: LoadPlan): number {
  return stages.reduce((sum, { durationMs }) => sum + durationMs, 0)
}

/** How many requests a second, or clients, there are at a moment after the start. */
export function levelAt({ stages }: LoadPlan, afterMs: number): number {
  let from = stages[0]?.level ?? 0
  let startMs = 0
  for (const [at, { durationMs, level }] of stages.entries()) {
    if (at > 0) from = stages[at - 1]?.level ?? 0
    if (afterMs < startMs + durationMs) {
      return from + ((level - from) * (afterMs - startMs)) / durationMs
    }
    startMs += durationMs
  }
  return 0
}
