import { copyFile, mkdir, readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { definePipeline, defineStep, loadStep, retrainStep } from 'groundswell'
import { clients, exits } from '../groups/clients.ts'
import { riskRetraining } from '../models/risk.ts'
import { settings } from '../settings.ts'

/** Stands for the office that sends files: two to begin with. */
const deliver = defineStep({
  name: 'deliver',
  summary: 'Puts the two practice files where files come in, once',
  cache: 'never',
  run: async ({ context }) => {
    if (!context.setting(settings.practice)) return null
    const inputs = resolve(context.deps.root, context.setting(settings.inputs))
    await mkdir(inputs, { recursive: true })
    if ((await readdir(inputs)).length > 0) return null
    const practice = resolve(context.deps.root, 'data/practice')
    for (const name of await readdir(practice)) {
      await copyFile(join(practice, name), join(inputs, name))
    }
    return null
  },
})

const loadClients = loadStep(clients, { after: [deliver] })
const loadExits = loadStep(exits, { after: [deliver] })
const retrain = retrainStep(riskRetraining, { after: [loadClients, loadExits] })

export const process = definePipeline({
  name: 'process',
  summary: 'Takes in new files; where the model does worse on them, trains it anew',
  steps: [deliver, loadClients, loadExits, retrain],
  schedule: '*/10 * * * *',
})
