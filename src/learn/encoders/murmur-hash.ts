/** MurmurHash3 of 32 bits (Appleby, public domain) of a text in UTF-8, as a signed number. */
export function murmurHash(text: string): number {
  const bytes = new TextEncoder().encode(text)
  const blocks = bytes.length >> 2
  let hash = 0
  for (let block = 0; block < blocks; block += 1) {
    const at = block * 4
    hash ^= scramble(
      byteAt(bytes, at) |
        (byteAt(bytes, at + 1) << 8) |
        (byteAt(bytes, at + 2) << 16) |
        (byteAt(bytes, at + 3) << 24),
    )
    hash = (hash << 13) | (hash >>> 19)
    hash = (Math.imul(hash, 5) + 0xe6546b64) | 0
  }
  let rest = 0
  for (let at = bytes.length - 1; at >= blocks * 4; at -= 1) rest = (rest << 8) | byteAt(bytes, at)
  hash ^= scramble(rest) ^ bytes.length
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

function scramble(block: number): number {
  const first = Math.imul(block, 0xcc9e2d51)
  return Math.imul((first << 15) | (first >>> 17), 0x1b873593)
}

function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] ?? 0
}
