import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'

/** Which code a run had. Members are absent where there is no git, or no repository. */
export interface CodeState {
  readonly commit?: string
  /** True when files differ from the commit. */
  readonly dirty?: boolean
  /** Digest of exactly the code that the run can reach. */
  readonly fingerprint?: string
  /** Digests of its parts by name: they tell what has changed since another run. */
  readonly parts?: Readonly<Record<string, string>>
}

/** The commit that `root` stands at. Takes no lock of the repository, so that it never disturbs. */
export async function readCodeState({ root }: { readonly root: string }): Promise<CodeState> {
  if (!isInRepository(root)) return {}
  const status = await git(root, ['status', '--porcelain=v2', '--branch', '--no-ahead-behind'])
  if (status === undefined) return {}
  const [, commit] = /^# branch\.oid ([0-9a-f]+)$/m.exec(status) ?? []
  const dirty = /^[^#]/m.test(status)
  return { ...(commit === undefined ? {} : { commit }), dirty }
}

/** Asking git itself takes longer than all else of a run in which nothing is to be done. */
function isInRepository(root: string): boolean {
  if (process.env['GIT_DIR'] !== undefined) return true
  for (let at = resolve(root); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return true
    if (at === dirname(at)) return false
  }
}

async function git(root: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0' }
    const options = { cwd: root, env, maxBuffer: 1 << 26 }
    const { stdout } = await promisify(execFile)('git', [...args], options)
    return stdout
  } catch {
    // No git, no repository, no commit yet: a run goes on without knowing its code's place in history.
    return undefined
  }
}
