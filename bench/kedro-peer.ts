import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PipelinePeer } from './pipeline-peer.ts'

/** Kedro, with what each step gives in a JSON file. Again it runs only those whose file is missing. */
export function kedroPeer(folder: string, stepCount: number): PipelinePeer {
  mkdirSync(folder, { recursive: true })
  const script = join(folder, 'long.py')
  writeFileSync(script, program)
  return {
    name: 'Kedro',
    state: 'data',
    folder,
    cold: [script, String(stepCount), 'all'],
    again: [script, String(stepCount), 'missing'],
    environment: { KEDRO_DISABLE_TELEMETRY: '1', DO_NOT_TRACK: '1' },
  }
}

const program = `import sys
from kedro.io import DataCatalog
from kedro.pipeline import node, pipeline
from kedro.runner import SequentialRunner
from kedro_datasets.json import JSONDataset

def work(at):
    return (lambda: at) if at == 0 else (lambda before: at)

count = int(sys.argv[1])
nodes = [
    node(work(at), None if at == 0 else f"value_{at - 1}", f"value_{at}", name=f"step_{at}")
    for at in range(count)
]
files = {f"value_{at}": JSONDataset(filepath=f"data/{at}.json") for at in range(count)}
SequentialRunner().run(
    pipeline(nodes), DataCatalog(files), only_missing_outputs=sys.argv[2] == "missing"
)
`
