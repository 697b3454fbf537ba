import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** The clients of which `.ci/run` prepares a virtual environment each. */
export const clientVersions = ['2', '3'] as const
export type ClientVersion = (typeof clientVersions)[number]

const root = join(import.meta.dirname, '../../..')

export function pythonOf(version: ClientVersion): string {
  return (
    process.env[`GROUNDSWELL_MLFLOW_${version}`] ??
    join(root, `.tools/mlflow-${version}/bin/python`)
  )
}

/** Why tests of a version are skipped; false where its client is here. */
export function noClient(version: ClientVersion): string | false {
  return existsSync(pythonOf(version))
    ? false
    : `no client of MLflow ${version}: .ci/run installs one`
}

/** Runs a script with the client of a version against a server, and gives what it prints last: JSON. */
export async function runClient(
  version: ClientVersion,
  script: string,
  url: string,
): Promise<unknown> {
  const path = join(import.meta.dirname, script)
  const { stdout } = await promisify(execFile)(pythonOf(version), [path, url], {
    env: {
      ...process.env,
      // A mistake of ours is told at once, not after seven tries.
      MLFLOW_HTTP_REQUEST_MAX_RETRIES: '0',
      MLFLOW_DISABLE_TELEMETRY: 'true',
      OMP_NUM_THREADS: '1',
    },
  })
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
}
