import { learnErrors } from '../errors.ts'
import { mostPages } from './module.ts'
import { webAssembly, type WasmMemory } from './web-assembly.ts'

const pageBytes = 65_536

/** Memory that kernels and threads share. Handed out piece by piece, and given back as a whole. */
export interface Heap {
  readonly memory: WasmMemory
  /** The address of so many bytes of zeros. Throws `learn.tooLarge`. */
  reserve(byteCount: number): number
}

/** Memory that kernels see and typed arrays too. */
export interface Piece<Values> {
  readonly address: number
  readonly values: Values
}

/** The first bytes are the crew's. */
export function openHeap(firstFree: number): Heap {
  const memory = new webAssembly.Memory({ initial: 1, maximum: mostPages, shared: true })
  let top = firstFree
  let size = pageBytes
  const most = mostPages * pageBytes
  return {
    memory,
    reserve(byteCount) {
      const address = top
      // In whole lines of the cache, so that no two threads write to one.
      const end = address + Math.ceil(byteCount / 64) * 64
      if (end > most) throw learnErrors.tooLarge({ wanted: end, most })
      if (end > size) {
        const pages = Math.ceil((end - size) / pageBytes)
        memory.grow(pages)
        size += pages * pageBytes
      }
      top = end
      return address
    },
  }
}

export function reserveDoubles(heap: Heap, count: number): Piece<Float64Array> {
  const address = heap.reserve(count * 8)
  return { address, values: new Float64Array(heap.memory.buffer, address, count) }
}

export function reserveWords(heap: Heap, count: number): Piece<Uint32Array> {
  const address = heap.reserve(count * 4)
  return { address, values: new Uint32Array(heap.memory.buffer, address, count) }
}

export function reserveBytes(heap: Heap, count: number): Piece<Uint8Array> {
  const address = heap.reserve(count)
  return { address, values: new Uint8Array(heap.memory.buffer, address, count) }
}
