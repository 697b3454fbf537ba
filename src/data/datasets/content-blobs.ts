import type { Digest } from '../../base/index.ts'
import type { VersionFiles } from './version-files.ts'

/** The blobs that hold the content of a version's files, each once. */
export function contentBlobs({ manifest, places }: VersionFiles): readonly Digest[] {
  const blobs = manifest.files.map(({ digest }, at) => {
    const place = places[at] ?? 'own'
    return place === 'own' ? digest : place.pack
  })
  return [...new Set(blobs)]
}
