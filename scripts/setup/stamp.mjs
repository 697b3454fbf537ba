import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

/** One hash over the paths and contents of files; folders are walked. What doesn't exist is skipped. */
export function hashFiles(root, paths) {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`)
  for (const path of paths.flatMap((path) => listFiles(root, path))) {
    hash.update(`\0${path}\0`).update(readFileSync(new URL(path, root)))
  }
  return hash.digest('hex')
}

/** The text of a stamp, or undefined. */
export function readStamp(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

export function writeStamp(file, stamp) {
  writeFileSync(file, stamp)
}

function listFiles(root, path) {
  let entries
  try {
    entries = readdirSync(new URL(`${path}/`, root), { withFileTypes: true })
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path]
    if (error.code === 'ENOENT') return []
    throw error
  }
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? listFiles(root, `${path}/${entry.name}`) : [`${path}/${entry.name}`],
    )
}
