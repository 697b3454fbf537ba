/** Names of columns as code has them: `hours-per-week` is hoursPerWeek; what is a name stays. */
export function columnNames(fileNames: readonly string[]): readonly string[] {
  const names: string[] = []
  for (const [at, fileName] of fileNames.entries()) {
    const wanted = toName(fileName) || `column${at + 1}`
    let name = wanted
    for (let number = 2; names.includes(name) || reserved.has(name); number += 1) {
      name = `${wanted}${number}`
    }
    names.push(name)
  }
  return names
}

/** Names that mean something else to an object. */
const reserved = new Set(['__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty'])

function toName(fileName: string): string {
  if (/^[A-Za-z][A-Za-z0-9_]*$/.test(fileName)) return fileName
  const words = fileName
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
  const joined = words
    .map((word, at) => (at === 0 ? lowerFirst(word) : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('')
  return /^\d/.test(joined) ? `n${joined}` : joined
}

function lowerFirst(word: string): string {
  return word === word.toUpperCase()
    ? word.toLowerCase()
    : word.charAt(0).toLowerCase() + word.slice(1)
}
