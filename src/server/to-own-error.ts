import type { FastifyError } from 'fastify'
import { serverErrors } from './errors.ts'

/** What the HTTP library refuses before we see it, as an error of ours. */
export function toOwnError(error: FastifyError, limitBytes: number): Error {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return serverErrors.bodyTooLarge({ limitBytes }, error)
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return serverErrors.bodyNotJson({ problem: sentenceOf(error.message) }, error)
    default:
      // Such as a method that wants a media type: the asker's fault all the same.
      return isAskersFault(error)
        ? serverErrors.requestNotRead({ problem: sentenceOf(error.message) }, error)
        : error
  }
}

function isAskersFault({ code = '', statusCode = 500 }: Partial<FastifyError>): boolean {
  return code.startsWith('FST_') && statusCode >= 400 && statusCode < 500
}

function sentenceOf(message: string): string {
  return message.replace(/\.$/, '').replace(/^./, (letter) => letter.toLowerCase())
}
