import { z } from 'zod'
import { isSwellError } from '../../base/index.ts'
import { trainablesOf, type OpenedProject } from '../../project/index.ts'
import { readWhy } from '../../server/index.ts'
import { replayPrediction, type Replay } from '../../serving/index.ts'
import { defineCommand } from '../command.ts'
import { renderFacts, renderSection } from '../render-table.ts'
import { renderLineage } from '../render-lineage.ts'
import { exitCodes } from '../exit-code.ts'
import type { Style } from '../style.ts'
import { writeCell, writeMoment } from '../write-value.ts'

export const why = defineCommand({
  name: 'why',
  summary: 'Tell what a prediction came from, and compute it again',
  description:
    'Walks from the prediction to the model’s version, its training set, the commits and the files they ' +
    'were read from, and the code. Then makes the prediction again from the data as it was known then: ' +
    'the exit code is 6 when it comes out otherwise.',
  example: 'swell why prd_6f1d2c0b9a8e7f6d5c4b3a29',
  positionals: ['prediction'],
  input: z.strictObject({ prediction: z.string().describe('Its id; stands in each answer') }),
  run: async (context, { prediction: id }) => {
    const project = await context.open()
    const reply = await readWhy(project, id)
    return { ...reply, ...(await replay(project, id)) }
  },
  exitCode: ({ replay: again }) =>
    again === null || again.isEqual ? exitCodes.done : exitCodes.refused,
  print: ({ prediction, nodes, edges, replay: again, notReplayed }, { style }) => {
    const entity = Object.values(prediction.entity).map(writeCell).join(', ')
    return [
      `${style.bold(prediction.id)}  ${entity}, ${writeMoment(prediction.at)}: ${style.bold(writeCell(prediction.value))}\n\n`,
      renderLineage(prediction.id, nodes, edges, style),
      renderSection(
        'Given to the model',
        renderFacts(
          Object.entries(prediction.features).map(
            ([name, value]) => [name, writeCell(value)] as const,
          ),
          style,
        ),
        style,
      ),
      `\n${again === null ? notReplayed : describeReplay(again, style)}\n`,
    ].join('')
  },
})

/** Null, and why, where what the request told was not kept. */
async function replay(project: OpenedProject, id: string) {
  try {
    const { definition } = project
    const predicting = { models: trainablesOf(definition), services: definition.services }
    const replayed = await replayPrediction(project, predicting, id)
    const { prediction: _, ...again } = replayed
    return { replay: again, notReplayed: null }
  } catch (error) {
    if (!isSwellError(error, 'serving.redactedRequest')) throw error
    return { replay: null, notReplayed: error.message }
  }
}

function describeReplay(
  { value, differences, isEqual }: Omit<Replay, 'prediction'>,
  style: Style,
): string {
  if (isEqual) {
    return `${style.good('Computed again it is equal')}: its features from the data of that time, and its value from them, to the last bit.`
  }
  const features = differences.map(
    ({ feature, stored, replayed }) =>
      `${feature} was ${writeCell(stored)} and is now ${writeCell(replayed)}`,
  )
  const found = features.length > 0 ? features.join('; ') : `the same version now says ${value}`
  return `${style.bad('Computed again it is not equal')}: ${found}.`
}
