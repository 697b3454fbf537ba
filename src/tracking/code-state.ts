import { execFile } from 'node:child_process'
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

const run = promisify(execFile)

/** The commit that `root` stands at. Takes no lock of the repository, so that it never disturbs. */
export async function readCodeState({ root }: { readonly root: string }): Promise<CodeState> {
  const [commit, status] = await Promise.all([
    git(root, ['rev-parse', '--verify', '--quiet', 'HEAD']),
    git(root, ['status', '--porcelain']),
  ])
  return {
    ...(commit === undefined ? {} : { commit: commit.trim() }),
    ...(status === undefined ? {} : { dirty: status !== '' }),
  }
}

async function git(root: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0' }
    const { stdout } = await run('git', [...args], { cwd: root, env, maxBuffer: 1 << 26 })
    return stdout
  } catch {
    // No git, no repository, no commit yet: a run goes on without knowing its code's place in history.
    return undefined
  }
}
