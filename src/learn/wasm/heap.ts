import { learnErrors } from '../errors.ts'
import { mostPages } from './module.ts'
import { webAssembly, type WasmMemory } from './web-assembly.ts'

const pageBytes = 65_536

/** Memory of kernels. Handed out piece by piece, and given back as a whole. */
export interface Heap {
  readonly memory: WasmMemory
  /** The address of so many bytes of zeros. Throws `learn.tooLarge`. */
  reserve(byteCount: number): number
}

/** Memory that kernels see and typed arrays too: `values` is to be asked for again after more was reserved. */
export interface Piece<Values> {
  readonly address: number
  readonly values: Values
}

/** The first bytes are the crew's. What one thread has for itself is copied to in half the time. */
export function openHeap(firstFree: number, { isShared = true } = {}): Heap {
  const memory = new webAssembly.Memory({ initial: 1, maximum: mostPages, shared: isShared })
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
  return reservePiece(heap, count * 8, (address) => {
    return new Float64Array(heap.memory.buffer, address, count)
  })
}

export function reserveSingles(heap: Heap, count: number): Piece<Float32Array> {
  return reservePiece(heap, count * 4, (address) => {
    return new Float32Array(heap.memory.buffer, address, count)
  })
}

export function reserveWords(heap: Heap, count: number): Piece<Uint32Array> {
  return reservePiece(heap, count * 4, (address) => {
    return new Uint32Array(heap.memory.buffer, address, count)
  })
}

export function reserveBytes(heap: Heap, count: number): Piece<Uint8Array> {
  return reservePiece(heap, count, (address) => {
    return new Uint8Array(heap.memory.buffer, address, count)
  })
}

function reservePiece<Values extends ArrayBufferView>(
  heap: Heap,
  byteCount: number,
  open: (address: number) => Values,
): Piece<Values> {
  const address = heap.reserve(byteCount)
  let values = open(address)
  if (!(heap.memory.buffer instanceof ArrayBuffer)) return { address, values }
  return {
    address,
    get values() {
      // Memory that isn't shared is another array each time that it grows.
      if (values.byteLength === 0) values = open(address)
      return values
    },
  }
}
