import { reserveDoubles, reserveSingles, type Piece } from '../wasm/heap.ts'
import { rowsOfBlock } from './kernels/rows-of-block.ts'
import type { Block } from './load-chunk.ts'
import { lossOfPowers } from './loss-of-powers.ts'
import { eachChunk, type StandardRows } from './standard-rows.ts'

/** A look at a yes or no over all rows, in numbers of 32 bits: right to about seven digits, and several times as fast. */
export interface QuickLook {
  /** The loss of all rows, and how each weight is pulled. */
  look(weights: Float64Array): Promise<{ readonly loss: number; readonly vector: Float64Array }>
}

/** Undefined where numbers of 32 bits would not do. */
export function openQuickLook(rows: StandardRows, target: Float64Array): QuickLook | undefined {
  if (!isMeasured(rows)) return undefined
  const { heap, chunk, rowsOfChunk } = rows.desk
  const room = reserveSingles(heap, 2 * rowsOfBlock + 4)
  const work: QuickWork = {
    rows,
    target: new Float32Array(target),
    room,
    targets: reserveSingles(heap, rowsOfChunk),
    weights: reserveSingles(heap, rowsOfChunk),
    factors: reserveSingles(heap, 2 * chunk.length),
    vector: reserveDoubles(heap, chunk.length + 1),
    told: reserveDoubles(heap, (2 * rowsOfChunk) / rowsOfBlock),
  }
  return {
    async look(weights) {
      const base = setFactors(work, weights)
      work.vector.values.fill(0)
      let loss = 0
      await eachChunk(rows, (block) => {
        loss += lookAt(work, block, base)
      })
      return { loss, vector: takeVector(work) }
    },
  }
}

interface QuickWork {
  readonly rows: StandardRows
  readonly target: Float32Array
  readonly room: Piece<Float32Array>
  readonly targets: Piece<Float32Array>
  readonly weights: Piece<Float32Array>
  /** Of each column its centre and what each 1 above it adds. */
  readonly factors: Piece<Float32Array>
  readonly vector: Piece<Float64Array>
  readonly told: Piece<Float64Array>
}

/** Whether columns and what rows weigh are of a size whose squares 32 bits can say. */
function isMeasured({ means, deviations, weights }: StandardRows): boolean {
  const isUsual = (value: number) => value < 1e15 && (value > 1e-15 || value === 0)
  return (
    means.every((mean) => isUsual(Math.abs(mean))) &&
    deviations.every(isUsual) &&
    (weights === undefined || weights.every(isUsual))
  )
}

/** Gives what is added to all scores, with what is lost as a centre is of 32 bits. */
function setFactors({ rows, factors: { values } }: QuickWork, weights: Float64Array): number {
  const { means, deviations } = rows
  let base = weights[means.length] ?? 0
  for (const [place, mean] of means.entries()) {
    const deviation = deviations[place] ?? 0
    const factor = deviation > 0 ? (weights[place] ?? 0) / deviation : 0
    values[2 * place] = mean
    values[2 * place + 1] = factor
    base += factor * ((values[2 * place] ?? 0) - mean)
  }
  return base
}

function lookAt(work: QuickWork, { start, count }: Block, base: number): number {
  const { rows, target, targets, weights } = work
  const { chunkWeights } = rows.desk
  if (rows.weights === undefined) weights.values.fill(1, 0, count)
  else weights.values.set(chunkWeights.values)
  weights.values.fill(0, count)
  targets.values.set(target.subarray(start, start + count))
  targets.values.fill(0, count)
  const blocks = Math.ceil(count / rowsOfBlock)
  if (rows.weights === undefined) return lookAtBlocks(work, 0, blocks, base)
  let loss = 0
  for (let block = 0; block < blocks; block += 1) {
    lookAtBlocks(work, block, 1, base)
    const powers = work.room.values.subarray(rowsOfBlock, 2 * rowsOfBlock)
    const own = chunkWeights.values.subarray(block * rowsOfBlock)
    loss += (work.told.values[0] ?? 0) + lossOfPowers(powers, own)
  }
  return loss
}

/** Their loss, if rows weigh 1. */
function lookAtBlocks(work: QuickWork, first: number, blocks: number, base: number): number {
  const { rows, room, targets, weights, factors, vector, told } = work
  const { kernels, chunk, rowsOfChunk } = rows.desk
  const from = first * rowsOfBlock
  kernels.quickLook(
    (chunk[0]?.address ?? 0) + from * 4,
    rowsOfChunk * 4,
    chunk.length,
    blocks,
    factors.address,
    base,
    targets.address + from * 4,
    weights.address + from * 4,
    room.address,
    vector.address,
    told.address,
  )
  let loss = 0
  for (let at = 0; at < 2 * blocks; at += 2) {
    loss += (told.values[at] ?? 0) + Math.log(told.values[at + 1] ?? 1)
  }
  return loss
}

/** Of standardised features, with what is lost as a centre is of 32 bits. */
function takeVector({ rows, factors, vector }: QuickWork): Float64Array {
  const { means, deviations } = rows
  const all = vector.values[means.length] ?? 0
  return vector.values.map((own, place) => {
    if (place === means.length) return all
    const deviation = deviations[place] ?? 0
    const apart = (factors.values[2 * place] ?? 0) - (means[place] ?? 0)
    return deviation > 0 ? (own + apart * all) / deviation : 0
  })
}
