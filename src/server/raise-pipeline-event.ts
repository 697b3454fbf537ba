import { randomUUID } from 'node:crypto'
import type { PipelineEventReply } from '../api/index.ts'
import { isEventToken, recordRequest } from '../pipelines/index.ts'
import type { OpenedProject } from '../project/index.ts'
import { serverErrors } from './errors.ts'

/** Keeps that somebody outside wants a pipeline to run. Throws `tokenNotAccepted`, whatever lacks. */
export async function raisePipelineEvent(
  project: OpenedProject,
  pipeline: string,
  { token, key }: { readonly token: string | undefined; readonly key?: string | undefined },
): Promise<PipelineEventReply> {
  const isKnown = project.definition.pipelines.some(({ name }) => name === pipeline)
  const isAccepted = token !== undefined && (await isEventToken(project.database, pipeline, token))
  if (!isKnown || !isAccepted) throw serverErrors.tokenNotAccepted({})
  const own = key ?? randomUUID()
  return { key: own, isNew: await recordRequest(project, pipeline, own) }
}
