import { z } from 'zod'
import { parseDuration } from '../../base/index.ts'
import { collectGarbage, removeOldPartials } from '../../data/index.ts'
import type { StoredBlob } from '../../storage/index.ts'
import { defineCommand } from '../command.ts'
import { withDatasets } from '../open-data.ts'
import { writeBytes, writeCounted } from '../write-value.ts'

export const dataGc = defineCommand({
  name: 'data gc',
  summary: 'Tell what content nothing refers to, and remove it if asked',
  description:
    'Content that any version, run, commit, delivery, training set or model can reach is never ' +
    'removed, nor what was put lately. Without --delete nothing is. With it, what interrupted pulls left ' +
    'behind goes, too.',
  example: ['swell data gc', 'swell data gc --delete', 'swell data gc --delete --older-than 2w'],
  input: z.strictObject({
    delete: z.boolean().default(false).describe('Remove it'),
    olderThan: z
      .string()
      .default('1d')
      .describe('Leave what was put more lately: it may not be recorded yet')
      .meta({ value: '<duration>' }),
  }),
  run: (context, { delete: isMeant, olderThan }) =>
    withDatasets(context, async (deps) => ({
      deleted: isMeant,
      partialCount: isMeant ? await removeOldPartials(deps.state, parseDuration(olderThan)) : 0,
      ...(await collectGarbage(deps, {
        dryRun: !isMeant,
        olderThanMs: parseDuration(olderThan),
        onProgress: context.live.progress,
        signal: context.signal,
      })),
    })),
  print: ({ deleted, keptCount, keptBytes, garbage, spared }, { style }) => {
    const sizeOf = (blobs: readonly StoredBlob[]) =>
      `${writeCounted(blobs.length, 'blob')}, ${writeBytes(blobs.reduce((sum, one) => sum + one.sizeBytes, 0))}`
    const said = deleted ? 'removed' : 'could go'
    const next = deleted || garbage.length === 0 ? '' : style.dim(' (do it with --delete)')
    return [
      `${said}   ${sizeOf(garbage)}${next}\n`,
      ...(spared.length === 0 ? [] : [`spared   ${sizeOf(spared)}, put too lately\n`]),
      `kept   ${writeCounted(keptCount, 'blob')}, ${writeBytes(keptBytes)}\n`,
    ].join('')
  },
})
