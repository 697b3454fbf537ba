import { resolve } from 'node:path'
import { datasetStatus } from '../data/quick.ts'
import { findRoot, readEnvironment } from './read-environment.ts'
import { renderDataStatus, toStatusReply } from './render-data-status.ts'
import { styleFor } from './style.ts'

/** What `swell data status` says of the project around the working folder; undefined outside of one. */
export async function quickDataStatus(): Promise<string | undefined> {
  const root = findRoot(process.cwd())
  if (root === undefined) return undefined
  const { variables } = readEnvironment(root, process.env, undefined)
  const state = resolve(root, variables['SWELL_STATE'] ?? '.swell')
  const found = await datasetStatus({ root, state })
  const style = styleFor(process.stdout, process.env)
  return renderDataStatus({ datasets: found.map(toStatusReply) }, { style })
}
