import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PipelinePeer } from './pipeline-peer.ts'

/** Metaflow, with a store of its own in the folder. Its `resume` of a run that is done takes over every step. */
export function metaflowPeer(folder: string, stepCount: number): PipelinePeer {
  mkdirSync(folder, { recursive: true })
  const script = join(folder, 'flow.py')
  writeFileSync(script, flow(stepCount))
  const store = ['--quiet', '--no-pylint', '--datastore', 'local', '--metadata', 'local']
  return {
    name: 'Metaflow',
    state: '.metaflow',
    folder,
    cold: [script, ...store, 'run'],
    again: [script, ...store, 'resume'],
    environment: { USERNAME: 'bench', METAFLOW_USER: 'bench' },
  }
}

/** Metaflow reads the graph from the text of the class: each step has to stand there. */
function flow(stepCount: number): string {
  const steps = Array.from({ length: stepCount }, (_, at) => {
    const next = at === stepCount - 2 ? 'end' : `step_${at + 1}`
    const name = at === 0 ? 'start' : at === stepCount - 1 ? 'end' : `step_${at}`
    const follow = name === 'end' ? '' : `        self.next(self.${next})\n`
    return `    @step\n    def ${name}(self):\n        self.value = ${at}\n${follow}`
  })
  return `from metaflow import FlowSpec, step

class Long(FlowSpec):
${steps.join('\n')}
if __name__ == '__main__':
    Long()
`
}
