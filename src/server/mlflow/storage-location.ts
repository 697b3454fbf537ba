import { mlflowErrors } from './errors.ts'

/**
 * Where a client wants the files of an experiment to be. We write to none of these places but our own,
 * `mlflow-artifacts:`; the client goes to the others by itself. Throws `mlflowPathWrong`.
 */
export function assertStorageLocation(location: string): void {
  const path = fullyDecoded(location)
  if (/[#?\\\p{Cc}]/u.test(path) || path.split('/').includes('..')) {
    throw mlflowErrors.mlflowPathWrong({ path: location })
  }
}

/**
 * A path below `mlflow-artifacts:/`, without slashes in excess; '' is the folder of all. Throws
 * `mlflowPathWrong` for what would lead elsewhere on any system, however often it is encoded.
 */
export function parseArtifactPath(path: string): string {
  const decoded = fullyDecoded(path)
  const parts = decoded.split('/')
  if (
    decoded.startsWith('/') ||
    parts.includes('..') ||
    /[#\\\p{Cc}]/u.test(decoded) ||
    /^[a-z][a-z\d+.-]*:/i.test(decoded)
  ) {
    throw mlflowErrors.mlflowPathWrong({ path })
  }
  return path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/')
}

const mostDecodings = 10

function fullyDecoded(path: string): string {
  let found = path
  for (let at = 0; at < mostDecodings; at += 1) {
    const decoded = decode(found)
    if (decoded === found) return found
    found = decoded
  }
  throw mlflowErrors.mlflowPathWrong({ path })
}

/** What is no encoding, as a lone percent sign, stays as it is. */
function decode(text: string): string {
  return text.replaceAll(/(?:%[\da-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded)
    } catch {
      return Buffer.from(encoded.replaceAll('%', ''), 'hex').toString('latin1')
    }
  })
}
