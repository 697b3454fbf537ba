import { join } from 'node:path'
import {
  secretValue,
  settingValue,
  type Environment,
  type ResolvedSettings,
} from '../base/index.ts'
import {
  memoryOnlineRows,
  redisOnlineRows,
  sizedOnlineRows,
  sqliteOnlineRows,
  type CommitStore,
  type OnlineRows,
} from '../features/index.ts'
import type { Project } from './project-definition.ts'

export interface OnlineRowsOptions {
  /** The folder of the project's state. */
  readonly state: string
  readonly settings: ResolvedSettings
  readonly environment: Environment
  readonly commits: CommitStore
}

/** Where a project's online features lie: in Redis where it names one, else in memory or a file. */
export function onlineRowsOf(project: Project, options: OnlineRowsOptions): OnlineRows {
  const { state, settings, environment, commits } = options
  const address = addressOf(project, settings, environment)
  if (address !== '') return redisOnlineRows(address, { prefix: `swell:${project.name}` })
  return sizedOnlineRows({
    memory: memoryOnlineRows(),
    openDisk: () => sqliteOnlineRows(join(state, 'online.sqlite')),
    rowCount: async (group) => (await commits.summary(group)).rowCount,
  })
}

function addressOf(
  { online }: Project,
  settings: ResolvedSettings,
  environment: Environment,
): string {
  if (online === undefined) return ''
  if (typeof online === 'string') return online
  return online.kind === 'secret'
    ? secretValue(online, environment)
    : settingValue(online, settings)
}
