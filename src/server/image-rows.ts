import { serverErrors } from './errors.ts'
import { parseMultipart } from './parse-multipart.ts'
import { rowsOfText } from './read-rows.ts'
import { show } from './read-input.ts'
import { imageBytes, imageFields, readImage, type ImageRow } from '../serving/index.ts'

type Row = Readonly<Record<string, unknown>>

/**
 * The rows of a request that holds images: one as it is, several in a form, or in base64 in rows of JSON. Throws
 * `imageWrong`, `bodyNotMultipart`, `bodyNotJson` or `inputNotAsAgreed`.
 */
export function imageRows(image: ImageRow, body: Buffer, contentType = ''): readonly Row[] {
  const fieldsOf = (bytes: Buffer) => imageFields(image, readImage(image, bytes))
  if (/^multipart\/form-data/i.test(contentType)) {
    const parts = parseMultipart(body, contentType)
    const told = parts.filter(({ isFile }) => !isFile)
    const row = Object.fromEntries(told.map(({ name, content }) => [name, content.toString()]))
    const files = parts.filter(({ isFile }) => isFile)
    if (files.length === 0) throw noImage(undefined)
    return files.map(({ content }) => ({ ...row, ...fieldsOf(content) }))
  }
  if (/^application\/json/i.test(contentType)) {
    return rowsOfText(body.toString()).map(({ image: text, ...row }) => {
      if (typeof text !== 'string') throw noImage(text)
      return { ...row, ...fieldsOf(imageBytes(text)) }
    })
  }
  return [fieldsOf(body)]
}

function noImage(found: unknown) {
  const wanted = 'a PNG or a JPEG: as a file of a form, or in base64'
  return serverErrors.inputNotAsAgreed({
    where: 'body',
    field: 'image',
    found: show(found),
    wanted,
  })
}
