import { readFileSync, statSync } from 'node:fs'

/**
 * The command as one bundle, in a checkout where it was made from the sources as they are now; undefined
 * where they have changed since. SWELL_FROM_SOURCE=1 asks for the sources themselves.
 */
export function findBundle(root) {
  if (process.env['SWELL_FROM_SOURCE'] === '1') return undefined
  try {
    const inputs = JSON.parse(readFileSync(new URL('dist/bundle.json', root), 'utf8'))
    const isFresh = Object.entries(inputs).every(([path, stamp]) => stampOf(root, path) === stamp)
    return isFresh ? new URL('dist/cli/main.js', root) : undefined
  } catch {
    // There is none, or somebody makes one right now.
    return undefined
  }
}

/** Tells one state of a file from another. */
export function stampOf(root, path) {
  const { size, mtimeMs } = statSync(new URL(path, root))
  return `${size} ${mtimeMs}`
}
