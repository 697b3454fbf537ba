import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { defineStep } from 'groundswell'
import { settings } from '../settings.ts'
import { keep } from './keep.ts'

/** Brings the sample in and keeps it as a version of `sample`. */
export const download = defineStep({
  name: 'download',
  summary: 'Keeps the sample as it was delivered',
  cache: 'never',
  run: async ({ context }) => {
    const path = resolve(context.deps.root, context.setting(settings.sample))
    return keep(context, 'sample', await readFile(path, 'utf8'))
  },
})
