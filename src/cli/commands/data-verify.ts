import { z } from 'zod'
import {
  getDatasetVersion,
  openRemote,
  repairBlob,
  verifyDatasets,
  type BlobFault,
} from '../../data/index.ts'
import { defineCommand, type Page } from '../command.ts'
import { exitCodes } from '../exit-code.ts'
import { withDatasets } from '../open-data.ts'
import { writeCounted } from '../write-value.ts'

export const dataVerify = defineCommand({
  name: 'data verify',
  summary: 'Read the datasets’ content anew, and name what is damaged',
  description:
    'The exit code is 6 when something is damaged or missing. With --repair it is brought back from ' +
    'a remote, as far as it was pushed there.',
  example: ['swell data verify', 'swell data verify tides --json', 'swell data verify --repair'],
  positionals: ['dataset'],
  input: z.strictObject({
    dataset: z.string().optional().describe('Its name; all when left out'),
    repair: z.boolean().default(false).describe('Bring what is not whole back from a remote'),
    remote: z.string().optional().describe('From which; the only one, or origin, when left out'),
  }),
  run: (context, { dataset, repair: isMeant, remote: name }) =>
    withDatasets(context, async (deps) => {
      if (dataset !== undefined) await getDatasetVersion(deps, { dataset, version: 'latest' })
      const remoteDeps = { ...deps, environment: context.environment }
      const remote = isMeant ? await openRemote(remoteDeps, name) : undefined
      return verifyDatasets(deps, {
        ...(remote === undefined ? {} : { repair: (digest) => repairBlob(deps, remote, digest) }),
        onProgress: context.live.progress,
        signal: context.signal,
        ...(dataset === undefined ? {} : { dataset }),
      })
    }),
  exitCode: ({ faults }) =>
    faults.every(({ isRepaired }) => isRepaired) ? exitCodes.done : exitCodes.refused,
  print: ({ versionCount, blobCount, faults }, page) => {
    const { style } = page
    const read = `${writeCounted(blobCount, 'blob')} of ${writeCounted(versionCount, 'version')}`
    if (faults.length === 0) return `${style.good('✓')} ${read}: all whole\n`
    return `${faults.map((fault) => renderFault(fault, page)).join('')}${renderEnd(faults, read)}`
  },
})

function renderEnd(faults: readonly BlobFault[], read: string): string {
  const left = faults.filter(({ isRepaired }) => !isRepaired)
  return left.length === 0
    ? `${read}: all whole now.\n`
    : `${left.length} of ${read} are not whole.\n`
}

function renderFault(fault: BlobFault, { style }: Page): string {
  const { dataset, versions, files, digest, health, isRepaired } = fault
  const what =
    files.length === 0
      ? 'the list of its files'
      : files.slice(0, 3).join(', ') + (files.length > 3 ? ` and ${files.length - 3} more` : '')
  const mark = isRepaired ? style.good('repaired') : style.bad(health)
  return `${mark}   ${style.bold(dataset)} version ${versions.join(', ')}: ${what}   ${style.dim(digest)}\n`
}
