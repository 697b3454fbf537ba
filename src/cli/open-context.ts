import { resolve } from 'node:path'
import {
  createLog,
  hidePassword,
  hideSecret,
  type Clock,
  type Log,
  type LogLine,
} from '../base/index.ts'
import type { OpenedProject, SettingSources } from '../project/index.ts'
import type { CommandContext, Environment } from './command-context.ts'
import type { GlobalOptions } from './global-options.ts'
import { logFile } from './log-file.ts'
import { isTold, parseLogLevels, type LogLevels } from './log-levels.ts'
import { openLive, silentLive, type Live } from './live.ts'
import { processClock } from './process-clock.ts'
import { findRoot, readEnvironment, type ProjectEnvironment } from './read-environment.ts'
import { styleFor } from './style.ts'
import { userName } from './user-name.ts'

/** Makes what a command is given. Opening the project is left until it asks. */
export function openContext(
  options: GlobalOptions,
  signal: AbortSignal,
): CommandContext & {
  readonly close: () => Promise<void>
  /** Keeps in the log file what ended the command; people are told of it otherwise. */
  readonly keepError: (error: unknown) => void
} {
  const workingFolder = process.cwd()
  const folder = resolve(workingFolder, options.project ?? '.')
  const own = readEnvironment(findRoot(folder), process.env, options.env)
  const environment = own.variables
  hideSecretVariables(environment)
  const style = styleFor(process.stderr, environment)
  const live = options.json
    ? silentLive(style)
    : openLive(process.stderr, style, () => performance.now())
  const now = processClock(environment['SWELL_NOW'], () => performance.now())
  const root = findRoot(folder)
  const state = resolve(root ?? folder, environment['SWELL_STATE'] ?? '.swell')
  const keep = root === undefined ? () => undefined : logFile(state)
  const levels = parseLogLevels(options.log ?? environment['SWELL_LOG'])
  const log = liveLog(live, now, { isVerbose: options.verbose, levels }, keep)
  const settingSources = () => findSettingSources(folder, own, options)
  let opened: Promise<OpenedProject> | undefined
  const open = (assignments?: readonly string[]) => {
    const sources = async () => {
      const found = await settingSources()
      return assignments === undefined ? found : { ...found, assignments }
    }
    return (opened ??= openHere({ folder, environment, settingSources: sources, now, log }))
  }
  return {
    folder,
    workingFolder,
    environment,
    settingSources,
    live,
    signal,
    now,
    log,
    open,
    keepError: (error) =>
      createLog(now, 'error', keep).error(
        error instanceof Error ? (error.stack ?? error.message) : String(error),
      ),
    close: async () => {
      const project = await opened?.catch(() => undefined)
      await project?.close()
    },
  }
}

/** Variables that are secret by their name, whether a definition points at them or not. */
function hideSecretVariables(variables: Environment): void {
  for (const [name, value = ''] of Object.entries(variables)) {
    if (secretVariable.test(name) && value.length >= 8) hideSecret(value)
  }
}

const secretVariable =
  /(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|API_?KEY|ACCESS_KEY|PRIVATE_KEY)$/i

async function findSettingSources(
  folder: string,
  { name, variables, placeOf }: ProjectEnvironment,
  { preset, set }: GlobalOptions,
): Promise<SettingSources> {
  const { findProjectRoot, readSettingsFiles } = await import('../project/index.ts')
  const wanted = { environment: name, presets: preset }
  const files = await readSettingsFiles(findProjectRoot(folder), wanted)
  return { ...files, environment: variables, placeOf, assignments: set }
}

async function openHere(
  at: Pick<CommandContext, 'folder' | 'environment' | 'settingSources' | 'now' | 'log'>,
): Promise<OpenedProject> {
  const { allSettings, findProjectRoot, loadProject, openProject, resolveSettings } =
    await import('../project/index.ts')
  const { environment, settingSources, now, log } = at
  const root = findProjectRoot(at.folder)
  const definition = await loadProject(root)
  const settings = resolveSettings(allSettings(definition), await settingSources())
  for (const value of Object.values(settings)) hidePassword(String(value))
  return openProject(definition, { root, settings, environment, now, log, user: userName() })
}

/** Tells people what matters, or all of it; the file is told what goes on in any case. */
function liveLog(
  live: Live,
  now: Clock,
  { isVerbose, levels }: { readonly isVerbose: boolean; readonly levels: LogLevels },
  keep: (line: LogLine) => void,
): Log {
  const { style } = live
  return createLog(now, 'debug', (line) => {
    const { level, text } = line
    if (
      isTold(levels, line, isVerbose ? 'debug' : 'info') ||
      level === 'warn' ||
      level === 'error'
    ) {
      keep(line)
    }
    if (!isTold(levels, line, isVerbose ? 'debug' : 'warn')) return
    const mark =
      level === 'error' ? style.bad('error') : level === 'warn' ? style.warn('warning') : ''
    live.line(`  ${mark}${mark === '' ? style.dim(text) : ` ${text}`}`)
  })
}
