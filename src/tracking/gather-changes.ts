/** Makes changes together that are asked for while others are being made. */
export interface GatheredChanges<Change, Result> {
  /** Resolves to what came of the change once it is written; rejects with what kept it from that. */
  make(change: Change): Promise<Result>
}

interface Waiting<Change, Result> {
  readonly change: Change
  readonly resolve: (result: Result) => void
  readonly reject: (error: unknown) => void
}

/** `write` makes all or none of some changes, and gives a result for each. */
export function gatherChanges<Change, Result>(
  write: (changes: readonly Change[]) => Promise<readonly Result[]>,
): GatheredChanges<Change, Result> {
  let waiting: Waiting<Change, Result>[] = []
  let isWriting = false

  async function writeSome(some: readonly Waiting<Change, Result>[]): Promise<void> {
    try {
      const results = await write(some.map(({ change }) => change))
      for (const [at, { resolve }] of some.entries()) resolve(results[at] as Result)
    } catch (error) {
      const [first] = some
      // What is wrong with one of them must not be the end of the others.
      if (some.length > 1) for (const one of some) await writeSome([one])
      else first?.reject(error)
    }
  }

  async function writeAll(): Promise<void> {
    // Others that are about to ask in this turn are let in.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0) {
      const some = waiting
      waiting = []
      await writeSome(some)
    }
    isWriting = false
  }

  return {
    make: (change) =>
      new Promise((resolve, reject) => {
        waiting.push({ change, resolve, reject })
        if (isWriting) return
        isWriting = true
        void writeAll()
      }),
  }
}
