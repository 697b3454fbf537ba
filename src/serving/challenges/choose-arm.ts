/**
 * Whether a key is among the given share of the keys: always the same for one challenge, and a larger share keeps
 * the keys of a smaller one.
 */
export function isAmong(
  share: number,
  challengeId: string,
  key: Readonly<Record<string, unknown>>,
): boolean {
  if (share >= 1) return true
  if (share <= 0) return false
  return hash(`${challengeId}\0${JSON.stringify(Object.values(key))}`) / 2 ** 32 < share
}

/** FNV-1a, and MurmurHash3's last mixing, so that keys that differ in one letter lie far apart. */
function hash(text: string): number {
  let mixed = 0x811c9dc5
  for (let place = 0; place < text.length; place += 1) {
    mixed = Math.imul(mixed ^ text.charCodeAt(place), 0x01000193)
  }
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
