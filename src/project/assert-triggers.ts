import { suggestName } from '../base/index.ts'
import type { EventTrigger, Pipeline, Trigger } from '../pipelines/index.ts'
import { projectErrors } from './errors.ts'

type Names = Readonly<Record<'pipeline' | 'group' | 'model', readonly string[]>>

/** Throws `triggerUnknown` or `pipelinesInCircle`. */
export function assertTriggers(pipelines: readonly Pipeline<never>[], names: Names): void {
  for (const { name, schedule } of pipelines) {
    for (const trigger of schedule?.on ?? []) assertKnown(name, trigger, names)
  }
  for (const { name } of pipelines) assertNoCircle(pipelines, [name])
}

function assertKnown(pipeline: string, trigger: Trigger, names: Names): void {
  const what = watched(trigger)
  if (what === undefined || names[what.kind].includes(what.name)) return
  const suggestion = suggestName(what.name, names[what.kind])
  throw projectErrors.triggerUnknown({ pipeline, ...what, suggestion })
}

function watched(
  trigger: Trigger,
): { readonly kind: keyof Names; readonly name: string } | undefined {
  switch (trigger.kind) {
    case 'pipeline':
      return { kind: 'pipeline', name: trigger.pipeline }
    case 'commit':
      return { kind: 'group', name: trigger.group }
    case 'alias':
      return { kind: 'model', name: trigger.model }
    default:
      return undefined
  }
}

/** Pipelines that run after each other in a circle would run for ever. */
function assertNoCircle(pipelines: readonly Pipeline<never>[], path: readonly string[]): void {
  const { schedule } = pipelines.find(({ name }) => name === path.at(-1)) ?? {}
  for (const trigger of schedule?.on.filter(isAfter) ?? []) {
    const next = [...path, trigger.pipeline]
    if (trigger.pipeline === path[0]) {
      throw projectErrors.pipelinesInCircle({ pipelines: next.toReversed() })
    }
    if (!path.includes(trigger.pipeline)) assertNoCircle(pipelines, next)
  }
}

function isAfter(trigger: Trigger): trigger is Extract<EventTrigger, { kind: 'pipeline' }> {
  return trigger.kind === 'pipeline'
}
