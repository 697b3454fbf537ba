import { access, mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeReviews } from './make-reviews.ts'

export interface DeliverOptions {
  /** Gets `reviews.csv`, if it is not there yet. */
  readonly folder: string
  readonly count: number
  readonly seed: string
}

/** Writes the reviews that sentiment is learned from. Resolves to how many, 0 where they are there. */
export async function deliverReviews({ folder, count, seed }: DeliverOptions): Promise<number> {
  const path = join(folder, 'reviews.csv')
  if (await isThere(path)) return 0
  const lines = makeReviews(count, seed).map(({ reviewId, writtenAt, stars, review }) =>
    [reviewId, writtenAt.toISOString(), stars, `"${review.replaceAll('"', '""')}"`].join(),
  )
  await mkdir(folder, { recursive: true })
  // Written beside its place, then renamed: a reader of the folder never meets half a file.
  await writeFile(`${path}.part`, `${['reviewId,writtenAt,stars,review', ...lines].join('\n')}\n`)
  await rename(`${path}.part`, path)
  return lines.length
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
