import { noProgress, type Digest, type Progress } from '../../base/index.ts'
import type { BlobHealth } from '../../storage/index.ts'
import { eachAtMost } from './each-at-most.ts'
import type { DatasetDeps } from './dataset-deps.ts'
import type { DatasetVersion } from './dataset-version.ts'
import { sqlDatasetStore } from './sql-dataset-store.ts'
import { readVersionFiles } from './version-files.ts'

export interface VerifyOptions {
  /** Of this dataset; of all, when left out. */
  readonly dataset?: string
  /** Brings the content of a digest back from elsewhere, and says whether it could. */
  readonly repair?: (digest: Digest) => Promise<boolean>
  readonly onProgress?: Progress
  readonly signal?: AbortSignal
}

export interface VerifiedDatasets {
  readonly versionCount: number
  readonly blobCount: number
  readonly faults: readonly BlobFault[]
}

/** A blob that is not what its digest says, and what suffers from it. */
export interface BlobFault {
  readonly digest: Digest
  readonly health: Exclude<BlobHealth, 'whole'>
  readonly isRepaired: boolean
  readonly dataset: string
  /** Versions that need it, the newest first. */
  readonly versions: readonly number[]
  /** Files whose content it holds; none where it is a version's own description. */
  readonly files: readonly string[]
}

const atOnce = 2

/** Reads every blob of the datasets anew. What is damaged or missing is named with the files it held. */
export async function verifyDatasets(
  deps: Pick<DatasetDeps, 'database' | 'blobs'>,
  options: VerifyOptions = {},
): Promise<VerifiedDatasets> {
  const versions = await sqlDatasetStore(deps.database).list(options.dataset)
  const needs: Needs = new Map()
  for (const version of versions) {
    for (const digest of [version.digest, version.places]) need(needs, digest, version)
  }
  const own = await verifyAll(deps, needs, options)
  const damaged = new Set(own.filter(({ isRepaired }) => !isRepaired).map(({ digest }) => digest))
  const described = needs.size
  for (const version of versions) {
    if (damaged.has(version.digest) || damaged.has(version.places)) continue
    const { manifest, places } = await readVersionFiles(deps.blobs, version)
    for (const [at, file] of manifest.files.entries()) {
      const place = places[at] ?? 'own'
      need(needs, place === 'own' ? file.digest : place.pack, version, file.path)
    }
  }
  const content = await verifyAll(deps, needs, options, described)
  const { length: versionCount } = versions
  return { versionCount, blobCount: needs.size, faults: [...own, ...content] }
}

interface Need {
  readonly digest: Digest
  readonly dataset: string
  readonly versions: Set<number>
  readonly files: Set<string>
}

/** By digest, in the order in which they were needed first. */
type Needs = Map<Digest, Need>

function need(
  needs: Needs,
  digest: Digest,
  { dataset, version }: DatasetVersion,
  file?: string,
): void {
  const known = needs.get(digest) ?? { digest, dataset, versions: new Set(), files: new Set() }
  needs.set(digest, known)
  known.versions.add(version)
  if (file !== undefined) known.files.add(file)
}

async function verifyAll(
  { blobs }: Pick<DatasetDeps, 'blobs'>,
  needs: Needs,
  { repair, onProgress = noProgress, signal }: VerifyOptions,
  from = 0,
): Promise<BlobFault[]> {
  let done = from
  const waiting = [...needs.values()].slice(from)
  const faults: BlobFault[] = []
  await eachAtMost(atOnce, waiting, async (one) => {
    signal?.throwIfAborted()
    const health = await blobs.verify(one.digest)
    done += 1
    onProgress({ work: 'verifying blobs', done, total: needs.size })
    if (health === 'whole') return
    const isRepaired = (await repair?.(one.digest)) ?? false
    const { digest, dataset, versions, files } = one
    const suffering = { dataset, versions: [...versions], files: [...files] }
    faults.push({ digest, health, isRepaired, ...suffering })
  })
  return faults
}
