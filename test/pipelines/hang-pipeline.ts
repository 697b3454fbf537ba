import { systemClock } from '../../src/base/index.ts'
import { definePipeline, defineStep, runPipeline } from '../../src/pipelines/index.ts'
import { openSqliteDatabase } from '../../src/storage/index.ts'
import { pipelineDeps } from './pipeline-lab.ts'

/** Runs a pipeline up to its second step, says so, and stays there until it is killed. */
const database = await openSqliteDatabase(process.argv[2] ?? '', { now: systemClock })
const load = defineStep({ name: 'load', run: () => 'loaded by the one that was killed' })
const train = defineStep({
  name: 'train',
  inputs: { it: load.output },
  run: () => {
    process.stdin.resume()
    process.stdout.write('training\n')
    return new Promise<never>(() => undefined)
  },
})
const pipeline = definePipeline({ name: 'surf', steps: [load, train] })
await runPipeline(pipelineDeps(database), pipeline, { fingerprint: 'code-1' })
