import { servingErrors } from '../errors.ts'
import { greyOf, mostPixels, type GreyImage } from './grey-image.ts'
import { huffmanCode, type HuffmanCode } from './jpeg-bits.ts'
import { readScan, type JpegPlane } from './jpeg-scan.ts'
import { planePixels } from './plane-pixels.ts'

export function isJpeg(bytes: Buffer): boolean {
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff
}

interface Frame {
  readonly width: number
  readonly height: number
  readonly isProgressive: boolean
  readonly unitsAcross: number
  readonly unitsDown: number
  readonly planes: readonly JpegPlane[]
}

interface Tables {
  readonly quantization: Map<number, Uint16Array>
  /** By class (0 or 16 for those of alternating parts) and number. */
  readonly codes: Map<number, HuffmanCode>
  restartEvery: number
  /** Whether its three colours are red, green and blue. */
  isRgb: boolean
}

/**
 * Reads a JPEG as shades of grey: one in grey or in colours, baseline or progressive, of 8 bits. Which side is up is
 * not looked up. Throws `imageWrong`.
 */
export function decodeJpeg(bytes: Buffer): GreyImage {
  const tables: Tables = {
    quantization: new Map(),
    codes: new Map(),
    restartEvery: 0,
    isRgb: false,
  }
  let frame: Frame | undefined
  let isTold = false
  for (let at = nextSegment(bytes, 2); at !== undefined;) {
    const kind = bytes[at + 1] ?? 0
    if (kind === endOfImage) break
    const { content, end } = readSegment(bytes, at)
    let next = end
    if (kind === startOfScan) {
      if (frame === undefined) throw wrong('its head is missing')
      next = readScan(bytes, end, scanOf(content, frame, tables))
      isTold = true
    } else if (isHead(kind)) {
      if (frame !== undefined) throw wrong('it has two heads')
      frame = readFrame(content, kind === progressive)
    } else {
      readTable(kind, content, tables)
    }
    at = nextSegment(bytes, next)
  }
  if (frame === undefined || !isTold) throw wrong('it ends too early')
  return toGrey(frame, tables)
}

const endOfImage = 0xd9
const startOfScan = 0xda
const progressive = 0xc2

function isHead(kind: number): boolean {
  return kind === 0xc0 || kind === 0xc1 || kind === progressive
}

/** Where the next marker is that has something behind it. */
function nextSegment(bytes: Buffer, from: number): number | undefined {
  for (let at = from; at + 4 <= bytes.length || bytes[at + 1] === endOfImage; at += 1) {
    const kind = bytes[at + 1]
    if (bytes[at] === 0xff && kind !== 0xff && kind !== 0) return at
  }
  return undefined
}

function readSegment(bytes: Buffer, at: number) {
  const end = at + 2 + bytes.readUInt16BE(at + 2)
  if (end < at + 4 || end > bytes.length) throw wrong('it ends too early')
  return { content: bytes.subarray(at + 4, end), end }
}

function readTable(kind: number, content: Buffer, tables: Tables): void {
  if (kind === 0xdb) readQuantization(content, tables)
  else if (kind === 0xc4) readCodes(content, tables)
  else if (kind === 0xdd) tables.restartEvery = content.length < 2 ? 0 : content.readUInt16BE(0)
  else if (kind === 0xee && content.toString('latin1', 0, 5) === 'Adobe') {
    tables.isRgb = content[11] === 0
  } else if (kind >= 0xc3 && kind <= 0xcf && kind !== 0xc8) {
    throw wrong('it is packed in a way that is not read: neither baseline nor progressive')
  }
}

function readFrame(content: Buffer, isProgressive: boolean): Frame {
  if (content.length < 6) throw wrong('its head is too short')
  const [height, width, count] = [content.readUInt16BE(1), content.readUInt16BE(3), content[5] ?? 0]
  if (content[0] !== 8) throw wrong('its colours are not of 8 bits')
  if (width === 0 || height === 0) throw wrong('it has no pixels')
  if (width * height > mostPixels) throw wrong(`it has more than ${mostPixels} pixels`)
  if (count !== 1 && count !== 3) throw wrong(`it has ${count} colours, and 1 or 3 are read`)
  if (content.length < 6 + 3 * count) throw wrong('its head is too short')
  const told = Array.from({ length: count }, (_, place) => {
    const [id = 0, sampling = 0, quantization = 0] = content.subarray(6 + 3 * place)
    return { id, across: sampling >> 4, down: sampling & 15, quantization }
  })
  if (told.some(({ across, down }) => !isSampling(across) || !isSampling(down))) {
    throw wrong('its colours are sampled in no known way')
  }
  const mostAcross = Math.max(...told.map(({ across }) => across))
  const mostDown = Math.max(...told.map(({ down }) => down))
  const unitsAcross = Math.ceil(width / (8 * mostAcross))
  const unitsDown = Math.ceil(height / (8 * mostDown))
  const planes = told.map((one): JpegPlane => {
    const lineBlocks = unitsAcross * one.across
    return {
      ...one,
      blocksAcross: Math.ceil(Math.ceil((width * one.across) / mostAcross) / 8),
      blocksDown: Math.ceil(Math.ceil((height * one.down) / mostDown) / 8),
      lineBlocks,
      numbers: new Int16Array(64 * lineBlocks * unitsDown * one.down),
    }
  })
  return { width, height, isProgressive, unitsAcross, unitsDown, planes }
}

function isSampling(value: number): boolean {
  return value >= 1 && value <= 4
}

function readQuantization(content: Buffer, { quantization }: Tables): void {
  for (let at = 0; at < content.length;) {
    const head = content[at] ?? 0
    const isWide = head >> 4 > 0
    const end = at + 1 + (isWide ? 128 : 64)
    if (end > content.length) throw wrong('a table of it is too short')
    const start = at + 1
    const table = Uint16Array.from({ length: 64 }, (_, place) =>
      isWide ? content.readUInt16BE(start + 2 * place) : (content[start + place] ?? 0),
    )
    quantization.set(head & 15, table)
    at = end
  }
}

function readCodes(content: Buffer, { codes }: Tables): void {
  for (let at = 0; at + 17 <= content.length;) {
    const counts = content.subarray(at + 1, at + 17)
    const count = counts.reduce((sum, one) => sum + one, 0)
    const values = content.subarray(at + 17, at + 17 + count)
    if (values.length < count) throw wrong('a table of it is too short')
    codes.set(content[at] ?? 0, huffmanCode(counts, values))
    at += 17 + count
  }
}

function scanOf(content: Buffer, frame: Frame, { codes, restartEvery }: Tables) {
  const count = content[0] ?? 0
  if (content.length < 4 + 2 * count) throw wrong('a part of it has no head')
  const planes = Array.from({ length: count }, (_, place) => {
    const [id = 0, numbers = 0] = content.subarray(1 + 2 * place)
    const plane = frame.planes.find((one) => one.id === id)
    if (plane === undefined) throw wrong('a part of it tells of a colour that there is not')
    const none = huffmanCode(new Uint8Array(16), new Uint8Array(0))
    return {
      plane,
      dc: codes.get(numbers >> 4) ?? none,
      ac: codes.get(16 + (numbers & 15)) ?? none,
    }
  })
  const [from = 0, to = 63, bits = 0] = content.subarray(1 + 2 * count)
  if (from > to || to > 63) throw wrong('a part of it tells of numbers that there are not')
  return {
    planes,
    from,
    to,
    high: bits >> 4,
    low: bits & 15,
    isProgressive: frame.isProgressive,
    unitsAcross: frame.unitsAcross,
    unitsDown: frame.unitsDown,
    restartEvery,
  }
}

/** Of colours as JPEG has them mostly, the first one is the grey. */
function toGrey(frame: Frame, { quantization, isRgb }: Tables): GreyImage {
  const { width, height, planes } = frame
  const pixelsOf = (plane: JpegPlane) => {
    const table = quantization.get(plane.quantization)
    if (table === undefined) throw wrong('a table of it is missing')
    return planePixels(plane, table, frame)
  }
  const [first, second, third] = planes
  if (first === undefined) throw wrong('it has no colours')
  if (!isRgb || second === undefined || third === undefined) {
    return { width, height, pixels: pixelsOf(first) }
  }
  const [red, green, blue] = [pixelsOf(first), pixelsOf(second), pixelsOf(third)]
  const pixels = red.map((value, at) => greyOf(value, green[at] ?? 0, blue[at] ?? 0))
  return { width, height, pixels }
}

function wrong(problem: string) {
  return servingErrors.imageWrong({ problem })
}
