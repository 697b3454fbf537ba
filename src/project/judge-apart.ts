import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'
import type { ResolvedSettings } from '../base/index.ts'
import type { EvaluationReport, Judgement } from '../registry/index.ts'
import { judgeVersion, reportVersion, type Trainable } from '../training/index.ts'
import { projectErrors } from './errors.ts'
import type { JudgeReply, JudgeRequest } from './judge-request.ts'
import { configName } from './load-project.ts'
import type { ProjectPorts } from './project-ports.ts'

/** The process's file stands beside this one, as TypeScript in a checkout and as JavaScript in dist. */
const processFile = new URL(`./judge-process${extname(import.meta.url)}`, import.meta.url)

/** Gates that have not answered by then do not hold. */
const patienceMs = 10 * 60_000

export interface Judging {
  readonly version: number
  readonly alias: string
  readonly signal?: AbortSignal
  readonly patienceMs?: number
}

/**
 * Asks a model's gates in a process of their own: whatever a test of the project's does there, hang, exit or
 * use up its memory, it is a gate that did not hold. A project that was not read from a folder, and a model without
 * gates, is judged here.
 */
export async function judgeApart(
  project: ProjectPorts,
  model: Trainable,
  asked: Judging,
): Promise<Judgement> {
  const { version, alias } = asked
  if (model.gates.length === 0 || !existsSync(join(project.root, configName))) {
    return judgeVersion(project, model, version, alias)
  }
  const against = (await project.models.findAlias(model.name, alias))?.version
  const reply = await askProcess(
    project,
    { model: model.name, version, alias, asks: 'gates' },
    asked,
  )
  if (reply.kind === 'judged') return reply.judgement
  const wanted = 'an answer of the process that asks the gates'
  const found = problemOf(reply)
  return {
    against,
    results: model.gates.map(({ name: gate }) => ({ gate, held: false, found, wanted })),
  }
}

/**
 * Measures all that a report tells of a version in a process of its own: it takes seconds, in which a server has
 * others to answer. Throws `reportFailed`.
 */
export async function reportApart(
  project: ProjectPorts,
  model: Trainable,
  asked: Judging,
): Promise<EvaluationReport> {
  const { version, alias } = asked
  if (!existsSync(join(project.root, configName))) {
    return reportVersion(project, model, { version, alias })
  }
  const name = model.name
  const reply = await askProcess(project, { model: name, version, alias, asks: 'report' }, asked)
  if (reply.kind === 'reported') return reply.report
  const problem = problemOf(reply).replace(/\.$/, '')
  throw projectErrors.reportFailed({ model: name, version, problem })
}

function problemOf(reply: JudgeReply): string {
  return reply.kind === 'failed' ? reply.problem : 'it answered something else'
}

async function askProcess(
  { root, settings, environment, now }: ProjectPorts,
  asked: Pick<JudgeRequest, 'model' | 'version' | 'alias' | 'asks'>,
  { signal, patienceMs: patience = patienceMs }: Judging,
): Promise<JudgeReply> {
  signal?.throwIfAborted()
  const child = fork(processFile, [], {
    cwd: root,
    env: { ...environment },
    // Paths in ours are from another folder.
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  })
  let printed = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    printed = (printed + text).slice(-2000)
  })
  let isLate = false
  const end = () => child.kill('SIGKILL')
  const timer = setTimeout(() => {
    isLate = true
    end()
  }, patience)
  signal?.addEventListener('abort', end, { once: true })
  try {
    const reply = await new Promise<JudgeReply>((resolve, reject) => {
      let answered: JudgeReply | undefined
      child.once('message', (message) => (answered = message as JudgeReply))
      child.once('error', reject)
      child.once('close', (code, by) => {
        resolve(answered ?? { kind: 'failed', problem: describeEnd(code, by, isLate, printed) })
      })
      // A step's settings watch who reads them, and can't be sent as they are.
      const plain = JSON.parse(JSON.stringify(settings)) as ResolvedSettings
      child.send(
        { root, settings: plain, now: now(), ...asked } satisfies JudgeRequest,
        (error) => {
          // A process that ends at once takes nothing: how it ended says more.
          if (error !== null) end()
        },
      )
    })
    signal?.throwIfAborted()
    return reply
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', end)
  }
}

function describeEnd(
  code: number | null,
  by: NodeJS.Signals | null,
  isLate: boolean,
  printed: string,
): string {
  if (isLate) return 'it took too long, and was ended'
  const last = printed.trim().split('\n').at(-1) ?? ''
  const how = by === null ? `with code ${code}` : `by ${by}`
  return `the process ended ${how}${last === '' ? '' : `: ${last}`}`
}
