import { availableParallelism, totalmem } from 'node:os'
import { parseByteSize } from '../base/index.ts'
import type { Resources } from './step.ts'

/** Lets works run while there is room for them; others wait in the order of asking. */
export interface Places {
  /** Resolves when there is room; what it gives is called, once or more, when the work is over. */
  enter(resources: Resources): Promise<() => void>
}

/** What works may take together. */
export interface Room {
  readonly works: number
  readonly cores: number
  readonly memoryBytes: number
}

/** So many works on this machine. */
export function machineRoom(works: number): Room {
  return { works, cores: availableParallelism(), memoryBytes: totalmem() }
}

/** What asks for more than there is runs alone. */
export function places(room: Room): Places {
  const waiting: { readonly need: Room; readonly start: () => void }[] = []
  let free = room

  function take(need: Room): boolean {
    const left = less(free, need)
    if (Object.values(left).some((amount) => amount < 0)) return false
    free = left
    return true
  }

  function giveBack({ works, cores, memoryBytes }: Room): void {
    free = less(free, { works: -works, cores: -cores, memoryBytes: -memoryBytes })
    for (let next = waiting[0]; next !== undefined && take(next.need); next = waiting[0]) {
      waiting.shift()
      next.start()
    }
  }

  return {
    async enter({ cores = 0, memory }) {
      const need = {
        works: 1,
        cores: Math.min(cores, room.cores),
        memoryBytes: memory === undefined ? 0 : Math.min(parseByteSize(memory), room.memoryBytes),
      }
      if (waiting.length > 0 || !take(need)) {
        await new Promise<void>((start) => waiting.push({ need, start }))
      }
      let isIn = true
      return () => {
        if (isIn) giveBack(need)
        isIn = false
      }
    },
  }
}

function less(one: Room, other: Room): Room {
  return {
    works: one.works - other.works,
    cores: one.cores - other.cores,
    memoryBytes: one.memoryBytes - other.memoryBytes,
  }
}
