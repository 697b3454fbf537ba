import { defineStep, parseDatasetReference, tagDataset } from 'groundswell'
import { clean } from './clean.ts'

/** Until somebody says otherwise (`swell data tag`), the first clean sample is what others are held to. */
export const reference = defineStep({
  name: 'reference',
  summary: 'Makes the first clean sample the reference',
  cache: 'never',
  inputs: { cleaned: clean.output },
  run: async ({ inputs, context }) => {
    const { dataset, version } = inputs.cleaned
    if (version > 1) return null
    const by = context.deps.user ?? 'pipeline'
    const move = await tagDataset(context.deps, {
      reference: parseDatasetReference(`${dataset}@${version}`),
      alias: 'reference',
      by,
      reason: 'the first clean sample',
    })
    return move === undefined ? null : `${dataset}@${version} is the reference`
  },
})
