import type { Digest } from '../../base/index.ts'
import { datasetErrors } from './errors.ts'
import { parseJson } from './manifest.ts'

/**
 * Where the content of a file lies: in a blob of its own, or with other small files in a pack. A pack
 * spares a disk write, and a request to a remote, for every small file.
 */
export type FilePlace = 'own' | PackPlace

export interface PackPlace {
  readonly pack: Digest
  readonly offset: number
}

/** One place for each file of a manifest, in its order. */
export function writePlaces(places: readonly FilePlace[]): Uint8Array {
  const packs = [...new Set(places.flatMap((place) => (place === 'own' ? [] : [place.pack])))]
  const numbers = new Map(packs.map((pack, at) => [pack, at]))
  const rows = places.map((place) =>
    place === 'own' ? 0 : [numbers.get(place.pack) ?? 0, place.offset],
  )
  return new TextEncoder().encode(JSON.stringify({ format: 'swell-places-1', packs, places: rows }))
}

/** Reads what `writePlaces` wrote. Throws `versionContentInvalid`. */
export function parsePlaces(
  bytes: Uint8Array,
  digest: Digest,
  fileCount: number,
): readonly FilePlace[] {
  const found = parseJson(bytes) as { format?: unknown; packs?: unknown; places?: unknown }
  const { format, packs, places } = found
  const isWhole =
    format === 'swell-places-1' &&
    Array.isArray(packs) &&
    packs.every((pack) => typeof pack === 'string' && /^[0-9a-f]{64}$/.test(pack)) &&
    Array.isArray(places) &&
    places.length === fileCount
  const problem = `it does not tell where ${fileCount} files lie`
  if (!isWhole) throw datasetErrors.versionContentInvalid({ digest, problem })
  return places.map((row: unknown): FilePlace => {
    if (row === 0) return 'own'
    const [at, offset] = Array.isArray(row) ? (row as unknown[]) : []
    const pack = typeof at === 'number' ? (packs[at] as Digest | undefined) : undefined
    if (pack === undefined || typeof offset !== 'number' || !(offset >= 0)) {
      throw datasetErrors.versionContentInvalid({ digest, problem })
    }
    return { pack, offset }
  })
}
