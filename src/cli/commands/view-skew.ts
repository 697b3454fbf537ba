import { z } from 'zod'
import { compareOnline, openOnlineView } from '../../features/index.ts'
import { getView } from '../../project/index.ts'
import { replayNewest } from '../../serving/index.ts'
import { defineCommand } from '../command.ts'
import { exitCodes } from '../exit-code.ts'
import { renderTable } from '../render-table.ts'
import { writeCell, writeCounted, writeKeyCell } from '../write-value.ts'

export const viewSkew = defineCommand({
  name: 'view skew',
  summary: 'Hold the features that services read to those that models learn from',
  description:
    'Reads a sample of keys online and by the view’s query, with the same knowledge, and makes the newest logged predictions of its models again. All must be equal to the last bit. Exits with 6 where something differs.',
  example: ['swell view skew surf', 'swell view skew surf --keys 1000 --predictions 200 --json'],
  positionals: ['view'],
  input: z.strictObject({
    view: z.string().describe('Its name'),
    keys: z.number().int().min(1).max(100_000).default(200).describe('How many keys are compared'),
    predictions: z
      .number()
      .int()
      .min(0)
      .max(10_000)
      .default(50)
      .describe('How many of the newest predictions are made again'),
  }),
  run: async (context, { view: name, keys, predictions }) => {
    const project = await context.open()
    const view = getView(project.definition, name)
    const online = await openOnlineView(project, view)
    const at = project.now()
    const known = online.keys().filter((key) => view.label.group.key.every((own) => own in key))
    const step = Math.max(1, known.length / keys)
    const sample = Array.from({ length: Math.min(keys, known.length) }, (_, place) => ({
      key: known[Math.floor(place * step)] ?? {},
      at,
    }))
    const compared = await compareOnline(project, view, sample)
    const { services } = project.definition
    const replays = await replayNewest(project, view, services, predictions)
    const replayed = replays.filter(({ isEqual }) => !isEqual)
    return {
      view: name,
      at,
      ...compared,
      replayedCount: replays.length,
      changedPredictions: replayed.map(({ prediction, value, differences }) => ({
        predictionId: prediction.id,
        was: prediction.value,
        is: value,
        differences,
      })),
    }
  },
  exitCode: ({ differences, changedPredictions }) =>
    differences.length + changedPredictions.length > 0 ? exitCodes.refused : exitCodes.done,
  print: ({ momentCount, features, differences, replayedCount, changedPredictions }, { style }) => {
    const told = [
      ...differences.map(
        ({ key, feature, online, offline }) =>
          `${feature} of ${writeKey(key)} is ${writeCell(online)} online and ${writeCell(offline)} offline`,
      ),
      ...changedPredictions.map(
        ({ predictionId, was, is }) =>
          `${predictionId} was ${writeCell(was)} and comes out as ${writeCell(is)}`,
      ),
    ]
    const more =
      told.length > toldDifferences ? `… and ${told.length - toldDifferences} more\n` : ''
    const verdict =
      told.length > 0
        ? `${told
            .slice(0, toldDifferences)
            .map((line) => `${style.bad('differs')} ${line}\n`)
            .join('')}${more}`
        : style.dim(
            `Equal to the last bit for ${writeCounted(momentCount, 'key')}; ${writeCounted(replayedCount, 'prediction')} made again came out the same.\n`,
          )
    const table = renderTable(
      features,
      [
        { title: 'feature', of: ({ feature }) => feature },
        { title: 'compared', right: true, of: () => String(momentCount) },
        { title: 'different', right: true, of: ({ differentCount }) => String(differentCount) },
      ],
      { style, nothing: 'The view has no features.' },
    )
    return `${table}${verdict}`
  },
})

const toldDifferences = 10

function writeKey(key: Readonly<Record<string, unknown>>): string {
  return Object.values(key).map(writeKeyCell).join(' / ')
}
