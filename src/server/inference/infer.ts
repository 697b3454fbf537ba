import type { Answer, Asking, OpenService } from '../../serving/index.ts'
import type { InferenceContext } from './inference-context.ts'
import type { Served } from './inference-statistics.ts'

export type InferDeps = Pick<InferenceContext, 'statistics' | 'metrics' | 'now'>

/** How a face reads its requests and writes its replies; both count as the time of a request. */
export interface InferFace<Written> {
  readonly asking: Asking
  read(): readonly Readonly<Record<string, unknown>>[]
  write(answer: Answer): Written
}

/** Answers one request by a service, whatever the face. Throws what the face, the tensors or the service throw. */
export async function infer<Written>(
  { statistics, metrics, now }: InferDeps,
  open: OpenService,
  face: InferFace<Written>,
): Promise<Written> {
  const { name } = open.service
  const start = process.hrtime.bigint()
  try {
    const rows = face.read()
    const asked = process.hrtime.bigint()
    const answer = await open.predict(rows, face.asking)
    const answered = process.hrtime.bigint()
    const written = face.write(answer)
    const times = {
      input: Number(asked - start),
      infer: Number(answered - asked),
      output: Number(process.hrtime.bigint() - answered),
    }
    const version = String(answer.version)
    statistics.succeeded({ name, version }, rows.length, times, now())
    metrics.countAnswer({
      service: open.service,
      version,
      rowCount: rows.length,
      seconds: (times.input + times.infer + times.output) / 1e9,
    })
    return written
  } catch (error) {
    const failed = servedVersion(open)
    statistics.failed(failed, Number(process.hrtime.bigint() - start))
    metrics.countFailure(open.service, failed.version)
    throw error
  }
}

export function servedVersion(open: OpenService): Served {
  return { name: open.service.name, version: String(open.state().version ?? '') }
}
