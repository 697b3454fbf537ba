import { spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'
import { findPackageAsset, findProjectRoot } from '../../project/index.ts'
import { defineCommand } from '../command.ts'
import { exitCodes } from '../exit-code.ts'

export const test = defineCommand({
  name: 'test',
  summary: 'Run the project’s tests',
  description:
    'Runs test/**/*.test.ts with the test runner of the Node that Groundswell comes with, so that they ' +
    'run as they are, whatever Node is installed.',
  example: ['swell test', 'swell test test/read-counts.test.ts'],
  positionals: ['files'],
  input: z.strictObject({
    files: z.string().optional().describe('Only this file, or files of this pattern'),
  }),
  run: async (context, { files }) => {
    const root = findProjectRoot(context.folder)
    const pattern = files ?? 'test/**/*.test.ts'
    return { passed: await runTests(root, pattern, context.signal) }
  },
  exitCode: ({ passed }) => (passed ? exitCodes.done : exitCodes.refused),
  print: () => '',
})

async function runTests(root: string, pattern: string, signal: AbortSignal): Promise<boolean> {
  // What Node tells its own child processes about being tests must not reach this one.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  // In a checkout, `groundswell` means the sources for the tests as well.
  const source = findPackageAsset('scripts/register-source.mjs')
  const register = source === undefined ? [] : ['--import', pathToFileURL(source).href]
  const options = [...register, '--test', pattern]
  const child = spawn(process.execPath, options, { cwd: root, env, stdio: 'inherit', signal })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => resolve(code === 0))
  })
}
