/** Lets `count` works run at once; others wait in the order of asking. */
export interface Slots {
  run<Result>(work: () => Promise<Result>): Promise<Result>
}

export function slots(count: number): Slots {
  const waiting: (() => void)[] = []
  let free = count
  return {
    async run(work) {
      if (free > 0) free -= 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        if (next === undefined) free += 1
        else next()
      }
    },
  }
}
