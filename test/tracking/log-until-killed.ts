import { track } from '../../src/project/index.ts'

/** Logs points into the project of a folder, and tells of each once it was logged. Ends only when it is killed. */
const [folder = '', name = '', resume] = process.argv.slice(2)
const started = resume === undefined ? { name, experiment: 'killed' } : { resume }
await track({ ...started, folder, system: false }, async (run) => {
  process.stdout.write(`run ${run.id}\n`)
  for (let step = 0; ; step += 1) {
    run.metrics({ [`loss ${name}`]: step / 2, 'rate/of change': -step }, { step })
    run.tag('last', String(step))
    process.stdout.write(`${step}\n`)
    if (step % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  }
})
