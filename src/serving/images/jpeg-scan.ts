import { bitReader, type BitReader, type HuffmanCode } from './jpeg-bits.ts'

/** One colour of a JPEG: its blocks of 64 numbers, in zigzag order. */
export interface JpegPlane {
  readonly id: number
  /** How many blocks of it a unit of the image has. */
  readonly across: number
  readonly down: number
  readonly quantization: number
  /** Blocks of the image itself, and of a line with those that fill the last unit. */
  readonly blocksAcross: number
  readonly blocksDown: number
  readonly lineBlocks: number
  readonly numbers: Int16Array
}

/** What of an image a scan tells. */
export interface JpegScan {
  readonly planes: readonly {
    readonly plane: JpegPlane
    readonly dc: HuffmanCode
    readonly ac: HuffmanCode
  }[]
  readonly isProgressive: boolean
  /** From which to which of the 64 numbers, and which bits of them: the first or one more. */
  readonly from: number
  readonly to: number
  readonly high: number
  readonly low: number
  readonly unitsAcross: number
  readonly unitsDown: number
  /** So many units stand between two markers; 0 where there are none. */
  readonly restartEvery: number
}

type ReadBlock = (offset: number) => void

/** Reads a scan into the planes, and gives where it ends. Throws `imageWrong`. */
export function readScan(bytes: Buffer, start: number, scan: JpegScan): number {
  const reader = bitReader(bytes, start)
  const state = { runCount: 0 }
  const own = scan.planes.map(({ plane, dc, ac }) => {
    const predicted = { value: 0 }
    return {
      plane,
      predicted,
      read: blockReader(reader, scan, { plane, dc, ac, predicted, state }),
    }
  })
  const [first] = own
  const isAlone = own.length === 1 && first !== undefined
  const unitCount = isAlone
    ? first.plane.blocksAcross * first.plane.blocksDown
    : scan.unitsAcross * scan.unitsDown
  for (let unit = 0; unit < unitCount; unit += 1) {
    if (scan.restartEvery > 0 && unit > 0 && unit % scan.restartEvery === 0) {
      reader.restart()
      state.runCount = 0
      for (const { predicted } of own) predicted.value = 0
    }
    if (isAlone) {
      const { plane, read } = first
      const row = Math.floor(unit / plane.blocksAcross)
      read(64 * (row * plane.lineBlocks + (unit % plane.blocksAcross)))
    } else {
      for (const { plane, read } of own) readUnit(plane, read, unit, scan.unitsAcross)
    }
  }
  return reader.place()
}

function readUnit(plane: JpegPlane, read: ReadBlock, unit: number, unitsAcross: number): void {
  const top = Math.floor(unit / unitsAcross) * plane.down
  const left = (unit % unitsAcross) * plane.across
  for (let row = 0; row < plane.down; row += 1) {
    for (let column = 0; column < plane.across; column += 1) {
      read(64 * ((top + row) * plane.lineBlocks + left + column))
    }
  }
}

interface BlockDeps {
  readonly plane: JpegPlane
  readonly dc: HuffmanCode
  readonly ac: HuffmanCode
  readonly predicted: { value: number }
  /** Blocks that are still to come of which nothing more is told. */
  readonly state: { runCount: number }
}

function blockReader(reader: BitReader, scan: JpegScan, deps: BlockDeps): ReadBlock {
  const { numbers } = deps.plane
  const { low } = scan
  const readDc = (offset: number) => {
    deps.predicted.value += reader.signed(reader.decode(deps.dc))
    numbers[offset] = deps.predicted.value * (1 << low)
  }
  if (!scan.isProgressive) {
    return (offset) => {
      readDc(offset)
      readRuns(reader, deps, { from: 1, to: 63, low: 0, offset })
    }
  }
  if (scan.from === 0) {
    if (scan.high === 0) return readDc
    return (offset) => {
      numbers[offset] = (numbers[offset] ?? 0) | (reader.bit() << low)
    }
  }
  if (scan.high > 0) return (offset) => refineRuns(reader, deps, { ...scan, offset })
  return (offset) => readRuns(reader, deps, { ...scan, offset })
}

interface Stretch {
  readonly from: number
  readonly to: number
  readonly low: number
  readonly offset: number
}

/** Numbers with the zeros before each, and at the end how many blocks have no more of them. */
function readRuns(
  reader: BitReader,
  { plane: { numbers }, ac, state }: BlockDeps,
  { from, to, low, offset }: Stretch,
): void {
  if (state.runCount > 0) {
    state.runCount -= 1
    return
  }
  for (let at = from; at <= to;) {
    const both = reader.decode(ac)
    const [zeros, size] = [both >> 4, both & 15]
    if (size === 0 && zeros < 15) {
      state.runCount = (1 << zeros) - 1 + reader.bits(zeros)
      return
    }
    at += zeros
    if (size > 0 && at <= to) numbers[offset + at] = reader.signed(size) * (1 << low)
    at += 1
  }
}

/** One more bit of the numbers that are there, and new ones between them. */
function refineRuns(
  reader: BitReader,
  { plane: { numbers }, ac, state }: BlockDeps,
  { from, to, low, offset }: Stretch,
): void {
  const step = 1 << low

  /** Goes on over so many zeros, and gives where the next one is. */
  function refine(start: number, zeros: number): number {
    let left = zeros
    for (let at = start; at <= to; at += 1) {
      const value = numbers[offset + at] ?? 0
      if (value === 0) {
        if (left === 0) return at
        left -= 1
      } else if (reader.bit() === 1 && (Math.abs(value) & step) === 0) {
        numbers[offset + at] = value + (value > 0 ? step : -step)
      }
    }
    return to + 1
  }

  let at = from
  while (state.runCount === 0 && at <= to) {
    const both = reader.decode(ac)
    const [zeros, size] = [both >> 4, both & 15]
    if (size === 0 && zeros < 15) {
      state.runCount = (1 << zeros) + reader.bits(zeros)
    } else {
      const fresh = size === 0 ? 0 : reader.bit() === 1 ? step : -step
      at = refine(at, zeros)
      if (fresh !== 0 && at <= to) numbers[offset + at] = fresh
      at += 1
    }
  }
  if (state.runCount === 0) return
  refine(at, to + 1)
  state.runCount -= 1
}
