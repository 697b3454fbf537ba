import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { systemErrorCode } from '../../base/index.ts'
import type { NewestCommits } from '../../features/index.ts'

/** What a batch of many pieces is made from: settled when it begins, and kept until all of it is written. */
export interface BatchJob {
  /** Holds the pieces that are done. */
  readonly folder: string
  readonly version: number
  readonly knownBy: Date
  readonly commits: NewestCommits
  /** Whether an earlier process began it. */
  readonly isResumed: boolean
}

type Settled = Pick<BatchJob, 'version' | 'knownBy' | 'commits'>

/** The job that was begun in this folder, or a new one. */
export async function openJob(folder: string, settle: () => Promise<Settled>): Promise<BatchJob> {
  const begun = await readJob(folder)
  if (begun !== undefined) return { folder, ...begun, isResumed: true }
  const settled = await settle()
  await mkdir(folder, { recursive: true })
  // Written beside its place, then renamed: a job is there as a whole or not at all.
  await writeFile(join(folder, 'job.draft'), JSON.stringify(settled))
  await rename(join(folder, 'job.draft'), join(folder, 'job.json'))
  return { folder, ...settled, isResumed: false }
}

async function readJob(folder: string): Promise<Settled | undefined> {
  try {
    const { knownBy, ...job } = JSON.parse(
      await readFile(join(folder, 'job.json'), 'utf8'),
    ) as Omit<Settled, 'knownBy'> & { readonly knownBy: string }
    return { ...job, knownBy: new Date(knownBy) }
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

export async function removeJob({ folder }: BatchJob): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}
