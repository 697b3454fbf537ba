import { baseErrors } from './errors.ts'

/** A number of bytes as people write it: `500MB`, `1.5GB`. */
export type ByteSize = `${number}${'KB' | 'MB' | 'GB' | 'TB'}`

const unitBytes: Readonly<Record<string, number>> = {
  KB: 2 ** 10,
  MB: 2 ** 20,
  GB: 2 ** 30,
  TB: 2 ** 40,
}

/** Bytes of a size; a kilobyte has 1024. Throws `base.notASize`. */
export function parseByteSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(KB|MB|GB|TB)$/.exec(text)
  const unit = unitBytes[match?.[2] ?? '']
  if (match === null || unit === undefined) throw baseErrors.notASize({ text })
  return Math.round(Number(match[1]) * unit)
}
