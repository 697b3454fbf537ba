import { setTimeout as after } from 'node:timers/promises'

/** Again and again until the signal is aborted; one begins after the last has ended. */
export async function keepOn(
  work: () => Promise<unknown>,
  everyMs: number,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await after(everyMs, undefined, { signal, ref: false })
    } catch (error) {
      if (signal.aborted) return
      throw error
    }
    await work()
  }
}
