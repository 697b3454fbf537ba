import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { arch, platform, release } from 'node:os'
import { promisify } from 'node:util'
import { digestOf, maskSecrets } from '../../base/index.ts'
import { readCodeState } from '../code-state.ts'

/** What a run was made of, as tags and files of its own. */
export interface CodeDescription {
  readonly tags: Readonly<Record<string, string>>
  readonly files: Readonly<Record<string, Uint8Array>>
}

const lockfiles = [
  'package-lock.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'uv.lock',
  'poetry.lock',
  'requirements.txt',
]

const longestChanges = 20_000_000

/** The commit, what was changed since and not committed, the lockfiles, and what it runs on. */
export async function describeCode(root: string): Promise<CodeDescription> {
  const { commit, dirty = false } = await readCodeState({ root })
  const changes = dirty ? await readChanges(root) : undefined
  const tags: Record<string, string> = {
    'swell.runtime': `node ${process.version}, ${platform()} ${release()}, ${arch()}`,
  }
  const files: Record<string, Uint8Array> = {}
  if (commit !== undefined) tags['mlflow.source.git.commit'] = commit
  if (dirty) tags['mlflow.source.git.dirty'] = 'true'
  if (changes !== undefined) files['code/changes.diff'] = Buffer.from(changes)
  for (const name of lockfiles) {
    const content = await readFile(join(root, name)).catch(() => undefined)
    if (content === undefined) continue
    tags[`swell.lockfile.${name}`] = digestOf(content)
    files[`code/${name}`] = content
  }
  return { tags, files }
}

/** What differs from the commit; files that git does not know yet are only named. */
async function readChanges(root: string): Promise<string | undefined> {
  const ask = async (args: readonly string[]) => {
    const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0' }
    const options = { cwd: root, env, maxBuffer: longestChanges }
    return (await promisify(execFile)('git', [...args], options)).stdout
  }
  try {
    const [diff, unknown] = await Promise.all([
      ask(['diff', 'HEAD']),
      ask(['ls-files', '--others', '--exclude-standard']),
    ])
    const names = unknown.split('\n').filter((name) => name !== '')
    return maskSecrets([diff, ...names.map((name) => `# not known to git: ${name}\n`)].join(''))
  } catch {
    // More than anybody would read, or no commit yet.
    return undefined
  }
}
