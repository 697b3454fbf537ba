import type { PartState } from './composition/compose-answers.ts'
import type { Followed } from './follow-alias.ts'
import type { PartKind } from './prediction.ts'
import type { Service } from './service.ts'

export interface ServiceState {
  readonly service: string
  readonly model: string
  readonly alias: string
  /** The version that answers; undefined while there is none. */
  readonly version: number | undefined
  /** Since when this process answers with it. */
  readonly versionSince: Date | undefined
  /** Why the version that the alias points to, or the newest data, is not served. */
  readonly problem: string | undefined
  /** The other models of the service; it answers when each has a version. */
  readonly parts: readonly PartVersion[]
  /** Since this process has opened the service. */
  readonly requestCount: number
  readonly predictionCount: number
  readonly newestPredictionAt: Date | undefined
}

export interface PartVersion {
  readonly name: string
  readonly kind: PartKind
  readonly model: string
  readonly alias: string
  readonly version: number | undefined
}

/** By which versions a service answers: by none until each of its models has one. */
export function answeringState(
  { name, model, alias }: Service,
  { serving, since, problem }: Followed,
  parts: readonly PartState[],
): Omit<ServiceState, 'requestCount' | 'predictionCount' | 'newestPredictionAt'> {
  const isWhole = parts.every(({ version }) => version !== undefined)
  return {
    service: name,
    model: model.name,
    alias,
    version: isWhole ? serving?.predictor.version.version : undefined,
    versionSince: since,
    problem: problem ?? parts.flatMap(problemOf)[0],
    parts: parts.map(({ part, version }) => ({
      name: part.name,
      kind: part.kind,
      model: part.model.name,
      alias: part.alias,
      version,
    })),
  }
}

function problemOf({ part: { model, alias }, version, problem }: PartState): string[] {
  if (problem !== undefined) return [problem]
  return version === undefined ? [`no version of ${model.name} is its ${alias} yet.`] : []
}
