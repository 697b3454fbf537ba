import { join } from 'node:path'
import { digestOf } from '../base/index.ts'
import { configName } from './load-project.ts'
import { packageVersion } from './package-asset.ts'

/**
 * Tells one state of a project's code from another: the digest of all that its configuration reaches,
 * without comments and layout, and the version of this package.
 */
export async function codeFingerprint(root: string): Promise<string> {
  const { build } = await import('esbuild')
  const bundle = await build({
    entryPoints: [join(root, configName)],
    absWorkingDir: root,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'silent',
  })
  const code = bundle.outputFiles.map((file) => file.text).join('\n')
  return digestOf(`${await packageVersion()}\n${code}`).slice(0, 16)
}
