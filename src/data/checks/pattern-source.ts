import { dataErrors } from '../errors.ts'

/**
 * A regular expression as the engine's RE2 writes it, flags in front. Throws `data.patternNotSupported`
 * for what RE2 leaves out so that its time stays linear.
 */
export function patternSource(pattern: RegExp): string {
  const part = unsupported.exec(pattern.source)?.[0]
  if (part !== undefined) {
    throw dataErrors.patternNotSupported({ pattern: String(pattern), part })
  }
  const flags = pattern.flags.replaceAll(/[^ims]/g, '')
  const source = pattern.source
    .replaceAll(/\\u\{([0-9a-f]+)\}|\\u([0-9a-f]{4})/gi, String.raw`\x{$1$2}`)
    .replaceAll(/\(\?<(\w+)>/g, '(?P<$1>')
    .replaceAll('[^]', String.raw`[\s\S]`)
  return flags === '' ? source : `(?${flags})${source}`
}

/** Looking ahead and behind, and back references. */
const unsupported = /\(\?<?[=!]|(?<!\\)(?:\\\\)*\\(?:[1-9]|k<)/
