import { holdsSecret, maskHidden } from '../../base/index.ts'
import type { AnswerBytes, OpenService } from '../../serving/index.ts'
import { inferBytes, inferText } from '../inference/infer.ts'
import { problemAnswer } from '../problem-answer.ts'
import { jsonHeaders, servedPaths } from '../quick-predictions.ts'
import type { ServerContext } from '../server-context.ts'
import type { PlainOptions, PlainReply, PlainRequest } from './plain-connections.ts'
import { replyInPlace, replyOf, replyStart } from './plain-reply.ts'

/** Answers the plain requests of services where nobody is asked for a key, and no request is told of one by one. */
export function plainAnswers(context: ServerContext, idleMs: number): PlainOptions {
  const { inference, metrics, ending } = context
  const served = servedPaths(context)
  const start = replyStart({ status: 200, headers: jsonHeaders, keepMs: idleMs })

  function keepMs(): number | undefined {
    return ending.aborted ? undefined : idleMs
  }

  function counted(path: string, startedAt: number, status: number): void {
    const seconds = (performance.now() - startedAt) / 1000
    metrics.countRequest({ method: 'POST', route: path, status, seconds })
  }

  function refuse({ path }: PlainRequest, startedAt: number, error: unknown): PlainReply {
    const { status, headers, text } = problemAnswer(context, error, { method: 'POST', path })
    const bytes = replyOf(replyStart({ status, headers, keepMs: keepMs() }), Buffer.from(text))
    counted(path, startedAt, status)
    return { bytes }
  }

  function reply(answered: AnswerBytes, { path }: PlainRequest, startedAt: number): PlainReply {
    const own = ending.aborted
      ? replyStart({ status: 200, headers: jsonHeaders, keepMs: undefined })
      : start
    const bytes = replyInPlace(own, answered.bytes)
    counted(path, startedAt, 200)
    return { bytes, release: () => answered.release() }
  }

  async function answerText(
    open: OpenService,
    request: PlainRequest,
    startedAt: number,
  ): Promise<PlainReply> {
    const { body, address: client, path } = request
    try {
      const text = await inferText(inference, open, body.toString(), { client })
      const own = replyStart({ status: 200, headers: jsonHeaders, keepMs: keepMs() })
      const bytes = replyOf(own, Buffer.from(maskHidden(text)))
      counted(path, startedAt, 200)
      return { bytes }
    } catch (error) {
      return refuse(request, startedAt, error)
    }
  }

  function answer(request: PlainRequest): PlainReply | Promise<PlainReply> {
    const startedAt = performance.now()
    const open = served.get(request.path)
    if (open === undefined) throw new Error(`nothing answers ${request.path}`)
    try {
      const { body, address: client } = request
      const answered = holdsSecret(body) ? undefined : inferBytes(inference, open, body, { client })
      if (answered === undefined) return answerText(open, request, startedAt)
      const write = () => reply(answered, request, startedAt)
      if (answered.kept === undefined) return write()
      return answered.kept.then(write, (error: unknown) => refuse(request, startedAt, error))
    } catch (error) {
      return refuse(request, startedAt, error)
    }
  }

  return { answers: (path) => served.has(path), answer, idleMs, ending }
}
