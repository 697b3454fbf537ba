import { reserveDoubles, type Piece } from '../wasm/heap.ts'
import type { Desk } from './desk.ts'

/** Sums of products of columns with each other, and with what is to be answered. */
export interface CrossProducts {
  /** Lower triangle: row i holds columns 0 … i. */
  readonly matrix: readonly Float64Array[]
  readonly vector: Float64Array
}

/** Where products are added up. */
export interface ProductSums {
  readonly matrix: Piece<Float64Array>
  readonly vector: Piece<Float64Array>
}

export function openSums({ heap }: Desk, size: number): ProductSums {
  return { matrix: reserveDoubles(heap, size * size), vector: reserveDoubles(heap, size) }
}

export function clearSums({ matrix, vector }: ProductSums): void {
  matrix.values.fill(0)
  vector.values.fill(0)
}

/** Adds those of the block on the desk: each row counts its curvature, and answers its pull. */
export function addProducts(desk: Desk, sums: ProductSums): void {
  const { kernels, columns, curvatures, weighed } = desk
  const size = sums.vector.values.length
  addPulls(desk, sums)
  const to = sums.matrix.address
  kernels.addProducts(columns.address, size, curvatures.address, weighed.address, to)
}

export function addPulls({ kernels, columns, pulls }: Desk, { vector }: ProductSums): void {
  kernels.addPulls(columns.address, vector.values.length, pulls.address, vector.address)
}

/** A copy that the next sums don't change. */
export function takeProducts({ matrix, vector }: ProductSums): CrossProducts {
  const size = vector.values.length
  const rows = Array.from({ length: size }, (_, place) =>
    Float64Array.from(matrix.values.subarray(place * size, (place + 1) * size)),
  )
  return { matrix: rows, vector: Float64Array.from(vector.values) }
}
