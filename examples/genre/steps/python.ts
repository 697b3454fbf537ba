import { readFile } from 'node:fs/promises'
import {
  commandStep,
  defineStep,
  importModel,
  promoteStep,
  readTrainingBatches,
  type TrainedVersion,
} from 'groundswell'
import { genre } from '../models/genre.ts'
import { settings } from '../settings.ts'
import { sounds } from '../views/sounds.ts'
import { segregate } from './train.ts'

type Told = number | string | undefined
type Cell = number | string | null

/** JSON has no NaN. */
function toCell(value: Told): Cell {
  return value === undefined || Number.isNaN(value) ? null : value
}

/** The training rows as columns: the held-out ones stay here. */
export const rows = defineStep({
  name: 'rows',
  summary: 'Hands the training rows on as JSON',
  inputs: { frozen: segregate.output },
  run: async ({ inputs, context }) => {
    const { version } = inputs.frozen
    const columns: Record<string, Cell[]> = { genre: [] }
    const options = { version, part: 'train', rows: 100_000 } as const
    for await (const part of readTrainingBatches(context.deps, sounds, options)) {
      columns['genre']?.push(...part.label)
      for (const column of part.features) {
        const before = columns[column.name] ?? []
        columns[column.name] = [...before, ...Array.from<Told, Cell>(column.values, toCell)]
      }
    }
    return columns
  },
})

const python = process.env['GENRE_PYTHON'] ?? 'python3'

/** A forest of scikit-learn, which logs to the project by MLflow's client, as a run below this step's. */
export const forest = commandStep({
  name: 'forest',
  summary: 'Learns a forest in Python',
  command: [python, 'python/train.py'],
  inputs: { rows: rows.output },
  outputs: { model: 'model.onnx' },
  files: ['python/train.py', 'python/requirements.txt'],
  settings: [settings.trees, settings.maxDepth, settings.textTerms, settings.seed],
})

/** Takes the ONNX graph in as the model's next version, measured on the very rows that the others were measured on. */
export const register = defineStep({
  name: 'register',
  summary: 'Registers the forest as a version',
  inputs: { model: forest.output, frozen: segregate.output },
  run: async ({ inputs, context }): Promise<TrainedVersion> => {
    const { deps } = context
    const set = await deps.trainingSets.find(inputs.frozen.trainingSet)
    if (set === undefined) throw new Error('The training set is gone.')
    const bytes = await readFile(await deps.blobs.openPath(inputs.model.model.digest))
    const version = await importModel(deps, genre, set, { bytes, code: await deps.code() })
    return {
      model: genre.name,
      version: version.version,
      contents: version.contentDigest,
      trainingSet: set.id,
    }
  },
})

export const promoteForest = promoteStep(genre, { trained: register, alias: 'prod' })
