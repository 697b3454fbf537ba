import { serverErrors } from './errors.ts'

/** A part of a body that holds several. */
export interface BodyPart {
  readonly name: string
  /** Whether it was sent as a file. */
  readonly isFile: boolean
  readonly content: Buffer
}

const gap = Buffer.from('\r\n\r\n')

/** The parts of a `multipart/form-data` body. Throws `bodyNotMultipart`. */
export function parseMultipart(body: Buffer, contentType: string): BodyPart[] {
  const [, quoted, plain] = /boundary=(?:"([^"]{1,70})"|([^;\s]{1,70}))/i.exec(contentType) ?? []
  const boundary = quoted ?? plain
  if (boundary === undefined) throw wrong('its content type names no boundary')
  const mark = Buffer.from(`--${boundary}`)
  const parts: BodyPart[] = []
  let at = body.indexOf(mark)
  if (at < 0) throw wrong('its boundary is not in it')
  for (;;) {
    const start = at + mark.length
    if (body.subarray(start, start + 2).toString('latin1') === '--') return parts
    const end = body.indexOf(Buffer.from(`\r\n--${boundary}`), start)
    if (end < 0) throw wrong('it has no end')
    parts.push(readPart(body.subarray(start + 2, end)))
    at = end + 2
  }
}

function readPart(part: Buffer): BodyPart {
  const end = part.indexOf(gap)
  if (end < 0) throw wrong('a part of it has no head')
  const head = part.toString('utf8', 0, end)
  const [, name] = /^content-disposition:.*?[;\s]name="([^"]*)"/im.exec(head) ?? []
  if (name === undefined) throw wrong('a part of it has no name')
  const isFile = /^content-disposition:.*?;\s*filename\*?=/im.test(head)
  return { name, isFile, content: part.subarray(end + gap.length) }
}

function wrong(problem: string) {
  return serverErrors.bodyNotMultipart({ problem })
}
