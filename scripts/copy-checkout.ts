import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { listFiles, root } from '../test/architecture/source-files.ts'

/**
 * Copies what git tracks, and the dashboard if it is built, to a place of its own, where building and
 * starting disturb nobody. The dependencies are shared.
 */
export function copyCheckout(target: string): void {
  for (const path of listFiles()) {
    mkdirSync(dirname(join(target, path)), { recursive: true })
    cpSync(join(root, path), join(target, path))
  }
  symlinkSync(join(root, 'node_modules'), join(target, 'node_modules'))
  const dashboard = join(root, 'dist/ui')
  if (existsSync(dashboard)) cpSync(dashboard, join(target, 'dist/ui'), { recursive: true })
}
