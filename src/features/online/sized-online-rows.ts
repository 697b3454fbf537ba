import type { OnlineNeed } from './online-need.ts'
import type { OnlineRows, RowsAsked, RowsFound } from './online-rows.ts'

/** More rows than this are left on disk. */
const mostRowsInMemory = 300_000

export interface SizedOptions {
  readonly memory: OnlineRows
  /** Opened when the first group needs it. */
  readonly openDisk: () => Promise<OnlineRows>
  readonly rowCount: (group: string) => Promise<number>
}

/** Keeps the rows of small groups in memory, where they are had fastest, and those of large ones on disk. */
export function sizedOnlineRows({ memory, openDisk, rowCount }: SizedOptions): OnlineRows {
  let disk: Promise<OnlineRows> | undefined
  const places = new Map<string, OnlineRows>()

  async function choose(need: OnlineNeed): Promise<OnlineRows> {
    const held = places.get(need.shape)
    if (held !== undefined) return held
    const isSmall = (await rowCount(need.group.name)) <= mostRowsInMemory
    const place = isSmall ? memory : await (disk ??= openDisk())
    // What was chosen stays: a group that grows is left where it is until the next start.
    if (!places.has(need.shape)) places.set(need.shape, place)
    return places.get(need.shape) ?? place
  }

  return {
    state: async (need) => (await choose(need)).state(need),
    bring: async (need, rows, to) => (await choose(need)).bring(need, rows, to),
    keys: async (need, limit) => (await choose(need)).keys(need, limit),

    read(asked) {
      const own = asked.map(({ need }) => places.get(need.shape) ?? memory)
      const [first = memory] = own
      if (own.every((place) => place === first)) return first.read(asked)
      const found = own.map((place, at) => place.read([asked[at] as RowsAsked]))
      return found.some((one) => one instanceof Promise)
        ? Promise.all(found.map((one) => Promise.resolve(one))).then((all) => all.flat())
        : (found as (readonly RowsFound[])[]).flat()
    },

    async close() {
      await memory.close()
      await (await disk)?.close()
    },
  }
}
