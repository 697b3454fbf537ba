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
      const end = address + wholeLines(byteCount)
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

/** Bytes in whole lines of the cache, so that no two threads write to one. */
export function wholeLines(byteCount: number): number {
  return Math.ceil(byteCount / 64) * 64
}

export function reserveDoubles(heap: Heap, count: number): Piece<Float64Array> {
  return doublesAt(heap, heap.reserve(count * 8), count)
}

/** Of memory that was reserved already. */
export function doublesAt(heap: Heap, address: number, count: number): Piece<Float64Array> {
  return pieceAt(heap, address, () => new Float64Array(heap.memory.buffer, address, count))
}

export function reserveSingles(heap: Heap, count: number): Piece<Float32Array> {
  const address = heap.reserve(count * 4)
  return pieceAt(heap, address, () => new Float32Array(heap.memory.buffer, address, count))
}

export function reserveWords(heap: Heap, count: number): Piece<Uint32Array> {
  return wordsAt(heap, heap.reserve(count * 4), count)
}

/** Of memory that was reserved already. */
export function wordsAt(heap: Heap, address: number, count: number): Piece<Uint32Array> {
  return pieceAt(heap, address, () => new Uint32Array(heap.memory.buffer, address, count))
}

export function reserveBytes(heap: Heap, count: number): Piece<Uint8Array> {
  const address = heap.reserve(count)
  return pieceAt(heap, address, () => new Uint8Array(heap.memory.buffer, address, count))
}

function pieceAt<Values extends ArrayBufferView>(
  heap: Heap,
  address: number,
  open: () => Values,
): Piece<Values> {
  let values = open()
  if (!(heap.memory.buffer instanceof ArrayBuffer)) return { address, values }
  return {
    address,
    get values() {
      // Memory that isn't shared is another array each time that it grows.
      if (values.byteLength === 0) values = open()
      return values
    },
  }
}
