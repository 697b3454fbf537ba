export interface GatheredWrites<Item> {
  add(item: Item): void
  /** Resolves when all items so far are written; throws what kept them from it. */
  flush(): Promise<void>
}

/** Writes items in their order: while one batch is written, the next gathers. */
export function gatherWrites<Item>(
  write: (items: readonly Item[]) => Promise<void>,
): GatheredWrites<Item> {
  let gathered: Item[] = []
  let writing: Promise<void> | undefined
  let failure: { readonly error: unknown } | undefined

  async function writeAll(): Promise<void> {
    while (gathered.length > 0) {
      const items = gathered
      gathered = []
      try {
        await write(items)
      } catch (error) {
        failure ??= { error }
      }
    }
    writing = undefined
  }

  return {
    add(item) {
      gathered.push(item)
      writing ??= Promise.resolve().then(writeAll)
    },
    async flush() {
      await writing
      if (failure !== undefined) throw failure.error
    },
  }
}
