import type { Clock, Environment, ResolvedSettings } from '../../base/index.ts'
import type { HttpDeps } from './http-get.ts'

/** What a source is opened with. */
export interface SourceAt {
  readonly settings: ResolvedSettings
  /** The project's folder: a relative folder or file of a source stands below it. */
  readonly root: string
  /** Where secrets are. */
  readonly environment?: Environment
  readonly now: Clock
  /** Makes, at its first call, the folder for files that are brought here. */
  readonly folder: () => Promise<string>
  readonly signal: AbortSignal
  readonly http?: HttpDeps
}
