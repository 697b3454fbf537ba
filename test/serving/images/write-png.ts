import { crc32, deflateSync } from 'node:zlib'

export interface PngOptions {
  readonly width: number
  readonly height: number
  /** 0 grey, 2 red-green-blue, 3 palette, 4 grey with alpha, 6 all four. */
  readonly colourType: number
  readonly depth?: number
  readonly palette?: readonly number[]
  /** By line, the bytes of its pixels. */
  readonly lines: readonly (readonly number[])[]
  /** By line, how it is filtered; 0 when it is not told. */
  readonly filters?: readonly number[]
  readonly interlaced?: boolean
}

/** A PNG of bytes that are filtered already: what an encoder would write, kept as plain as can be. */
export function writePng(options: PngOptions): Buffer {
  const { width, height, colourType, depth = 8, palette, lines, filters = [] } = options
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width)
  head.writeUInt32BE(height, 4)
  head.set([depth, colourType, 0, 0, options.interlaced === true ? 1 : 0], 8)
  const content = Buffer.concat(lines.map((line, row) => Buffer.from([filters[row] ?? 0, ...line])))
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    ...(palette === undefined ? [] : [chunk('PLTE', Buffer.from(palette))]),
    chunk('IDAT', deflateSync(content)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(kind: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), content])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}
