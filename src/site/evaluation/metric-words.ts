/** A name as words: `falsePositiveRate` is `false positive rate`. */
export function inWords(name: string): string {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .split(' ')
    .map((word) => (/^[A-Z]+$/.test(word) ? word : word.toLowerCase()))
    .join(' ')
}

/** A chance as short as it can be told. */
export function writeChance(p: number): string {
  if (p < 0.001) return '< 0.001'
  return p.toFixed(3)
}
