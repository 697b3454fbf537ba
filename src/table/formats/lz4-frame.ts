/**
 * Unpacks an LZ4 frame, as Arrow packs its buffers. Its checksums are not looked at. Throws for what is no
 * whole frame of `size` bytes. See https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
 */
export function unpackLz4Frame(bytes: Uint8Array, size: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 7 || view.getUint32(0, true) !== 0x18_4d_22_04) throw notWhole()
  const flags = view.getUint8(4)
  const hasBlockChecksum = (flags & 0x10) !== 0
  const hasSize = (flags & 0x08) !== 0
  const hasDictionary = (flags & 0x01) !== 0
  if (flags >> 6 !== 1 || hasDictionary) throw new Error('its LZ4 frame is of an unknown kind')
  // No byte of a frame makes more than 255: a told size beyond that would only cost memory.
  if (size > bytes.length * 255) throw notWhole()
  const target = new Uint8Array(size)
  let written = 0
  let at = hasSize ? 15 : 7
  for (;;) {
    if (at + 4 > bytes.length) throw notWhole()
    const told = view.getUint32(at, true)
    if (told === 0) break
    const isPlain = told >= 2 ** 31
    const start = at + 4
    const end = start + (isPlain ? told - 2 ** 31 : told)
    if (end > bytes.length) throw notWhole()
    const block = bytes.subarray(start, end)
    written = isPlain ? copyBlock(block, target, written) : unpackBlock(block, target, written)
    at = end + (hasBlockChecksum ? 4 : 0)
  }
  if (written !== size) throw notWhole()
  return target
}

function copyBlock(block: Uint8Array, target: Uint8Array, written: number): number {
  if (written + block.length > target.length) throw notWhole()
  target.set(block, written)
  return written + block.length
}

/** Sequences of plain bytes and of a look back, which may reach into earlier blocks. */
function unpackBlock(block: Uint8Array, target: Uint8Array, start: number): number {
  let [at, written] = [0, start]
  /** A length goes on for as long as its bytes are 255. */
  const readLength = (begun: number): number => {
    let length = begun
    if (begun !== 15) return length
    for (let more = 255; more === 255; at += 1) {
      more = block[at] ?? fail()
      length += more
    }
    return length
  }
  while (at < block.length) {
    const token = block[at] ?? fail()
    at += 1
    const plain = readLength(token >> 4)
    if (at + plain > block.length || written + plain > target.length) throw notWhole()
    target.set(block.subarray(at, at + plain), written)
    at += plain
    written += plain
    // The last sequence has no look back.
    if (at === block.length) break
    const back = (block[at] ?? fail()) | ((block[at + 1] ?? fail()) << 8)
    at += 2
    const length = readLength(token & 15) + 4
    if (back === 0 || back > written || written + length > target.length) throw notWhole()
    copyBack(target, written, back, length)
    written += length
  }
  return written
}

/** What is copied may overlap with where it goes: then it repeats. */
function copyBack(target: Uint8Array, written: number, back: number, length: number): void {
  if (back >= length) {
    target.copyWithin(written, written - back, written - back + length)
    return
  }
  for (let at = written; at < written + length; at += 1) target[at] = target[at - back] ?? 0
}

function fail(): never {
  throw notWhole()
}

function notWhole(): Error {
  return new Error('its LZ4 frame is torn')
}
