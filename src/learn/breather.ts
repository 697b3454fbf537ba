/** Lets the event loop have its turn between pieces of long work. */
export interface Breather {
  /** Counts work done, in about nanoseconds or little more; true when it is time to `await breathe()`. */
  isDue(work: number): boolean
  /** Throws the signal's reason when it is aborted. */
  breathe(): Promise<void>
}

const workPerBreath = 5_000_000

export function createBreather(signal: AbortSignal | undefined): Breather {
  let done = 0
  return {
    isDue(work) {
      done += work
      return done >= workPerBreath
    },
    async breathe() {
      done = 0
      await new Promise<void>((resolve) => setImmediate(resolve))
      signal?.throwIfAborted()
    },
  }
}
