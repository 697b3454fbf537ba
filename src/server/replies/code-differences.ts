import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { CodeDifferenceReply } from '../../api/index.ts'
import { maskSecrets } from '../../base/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import { sqlLoggedFiles, sqlLoggedRunStore, type LoggedRun } from '../../tracking/index.ts'

type RunCode = CodeDifferenceReply['first']

const commitTag = 'mlflow.source.git.commit'
const lockfilePrefix = 'swell.lockfile.'

/** How the code of a run differs from that of another. Throws `loggedRunNotFound`. */
export async function readCodeDifference(
  project: OpenedProject,
  id: string,
  from: string,
): Promise<CodeDifferenceReply> {
  const runs = sqlLoggedRunStore({ session: project.database, now: project.now })
  const [first, second] = await Promise.all([runs.get(from), runs.get(id)])
  const [one, other] = await Promise.all([describe(project, first), describe(project, second)])
  return {
    first: one,
    second: other,
    patch: await patchBetween(project.root, one.commit, other.commit),
    lockfiles: compareLockfiles(first, second),
  }
}

async function describe(project: OpenedProject, run: LoggedRun): Promise<RunCode> {
  return {
    runId: run.id,
    name: run.name,
    commit: valueOf(run, commitTag) ?? null,
    isChanged: valueOf(run, 'mlflow.source.git.dirty') === 'true',
    runtime: valueOf(run, 'swell.runtime') ?? null,
    changes: await readChanges(project, run),
  }
}

function valueOf({ tags }: LoggedRun, wanted: string): string | undefined {
  return tags.find(({ key }) => key === wanted)?.value
}

const longestPatch = 200_000

async function readChanges(
  { database, blobs }: OpenedProject,
  { artifactUri }: LoggedRun,
): Promise<string | null> {
  const folder = /^mlflow-artifacts:\/+(.+)$/.exec(artifactUri)?.[1]
  if (folder === undefined) return null
  const file = await sqlLoggedFiles(database).find(`${folder}/code/changes.diff`)
  if (file === undefined) return null
  const text = new TextDecoder().decode(await blobs.get(file.digest))
  return maskSecrets(text.slice(0, longestPatch))
}

function compareLockfiles(first: LoggedRun, second: LoggedRun): CodeDifferenceReply['lockfiles'] {
  const names = new Set(
    [...first.tags, ...second.tags].flatMap(({ key }) =>
      key.startsWith(lockfilePrefix) ? [key] : [],
    ),
  )
  return [...names].toSorted().map((key) => ({
    name: key.slice(lockfilePrefix.length),
    first: valueOf(first, key) ?? null,
    second: valueOf(second, key) ?? null,
  }))
}

/** Null where there is no repository, or where it lacks one of the commits. */
async function patchBetween(
  root: string,
  first: string | null,
  second: string | null,
): Promise<CodeDifferenceReply['patch']> {
  if (!isCommit(first) || !isCommit(second)) return null
  if (first === second) return { text: '', isCut: false, files: [] }
  const [text, numbers] = await Promise.all([
    git(root, ['diff', ...safely, first, second, '--', '.']),
    git(root, ['diff', ...safely, '--numstat', first, second, '--', '.']),
  ])
  if (text === undefined || numbers === undefined) return null
  return {
    text: maskSecrets(text.slice(0, longestPatch)),
    isCut: text.length > longestPatch,
    files: numbers.split('\n').flatMap((line) => {
      const [added, removed, path] = line.split('\t')
      return path === undefined
        ? []
        : [{ path, added: Number(added) || 0, removed: Number(removed) || 0 }]
    }),
  }
}

/** Runs none of the programs that a repository may name. */
const safely = ['--no-color', '--no-ext-diff', '--no-textconv']

/** What a client calls its commit may be anything; only what can be one gets to git. */
function isCommit(text: string | null): text is string {
  return text !== null && /^[0-9a-f]{7,64}$/.test(text)
}

async function git(root: string, args: readonly string[]): Promise<string | undefined> {
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0' }
  try {
    const options = { cwd: root, env, maxBuffer: 20_000_000, timeout: 10_000 }
    return (await promisify(execFile)('git', [...args], options)).stdout
  } catch {
    return undefined
  }
}
