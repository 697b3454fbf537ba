import { readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * The command as one bundle, in a checkout where it was made from the sources as they are now; undefined
 * where they have changed since. SWELL_FROM_SOURCE=1 asks for the sources themselves.
 */
export function findBundle(root) {
  if (process.env['SWELL_FROM_SOURCE'] === '1') return undefined
  try {
    const inputs = JSON.parse(readFileSync(new URL('dist/bundle.json', root), 'utf8'))
    const stampOf = stamper(root)
    // A loop over names: this is done for hundreds of files at each start.
    for (const path in inputs) if (stampOf(path) !== inputs[path]) return undefined
    return new URL('dist/cli/main.js', root)
  } catch {
    // There is none, or somebody makes one right now.
    return undefined
  }
}

/** What tells one state of a file of `root` from another. */
export function stamper(root) {
  const folder = fileURLToPath(root)
  return (path) => {
    const { size, mtimeMs } = statSync(folder + path)
    return `${size} ${mtimeMs}`
  }
}
