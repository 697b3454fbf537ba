import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { imageRows } from '../../src/server/image-rows.ts'
import { imagesOfTensor } from '../../src/server/inference/images-of-tensor.ts'
import { writePng } from '../serving/images/write-png.ts'

const image = { width: 2, height: 1, fields: ['left', 'right'] }
const png = writePng({ width: 2, height: 1, colourType: 0, lines: [[255, 51]] })
const fields = { left: 1, right: 0.2 }
const jpegs = JSON.parse(
  readFileSync(new URL('../serving/images/jpegs.json', import.meta.url), 'utf8'),
) as { images: Record<string, { jpeg: string }> }
const jpeg = Buffer.from(jpegs.images['colours']?.jpeg ?? '', 'base64')
const ofJpeg = imageRows(image, jpeg)[0]

async function formOf(entries: readonly (readonly [string, string | Buffer])[]) {
  const form = new FormData()
  for (const [name, value] of entries) {
    if (typeof value === 'string') form.append(name, value)
    else form.append(name, new Blob([Uint8Array.from(value)]), 'drawn "by" hand.png')
  }
  const request = new Request('http://localhost', { method: 'POST', body: form })
  const type = request.headers.get('content-type') ?? ''
  return [Buffer.from(await request.arrayBuffer()), type] as const
}

test('an image is taken as it is, several in a form with what else is told of them', async () => {
  assert.deepEqual(imageRows(image, png, 'image/png'), [fields])
  const form = await formOf([
    ['image', png],
    ['pupil', 'ada'],
    ['image', jpeg],
  ])
  assert.deepEqual(imageRows(image, ...form), [
    { pupil: 'ada', ...fields },
    { pupil: 'ada', ...ofJpeg },
  ])
})

test('and in base64 in rows of JSON, also as the address of its own data', () => {
  const rows = [
    { image: png.toString('base64'), pupil: 'ada' },
    { image: `data:image/jpeg;base64,${jpeg.toString('base64url')}` },
  ]
  assert.deepEqual(imageRows(image, Buffer.from(JSON.stringify({ rows })), 'application/json'), [
    { pupil: 'ada', ...fields },
    { ...ofJpeg },
  ])
  assert.deepEqual(imageRows(image, Buffer.from(JSON.stringify(rows[1])), 'application/json'), [
    { ...ofJpeg },
  ])
})

test('a form or a text that holds no image is refused', async () => {
  const read = (body: Buffer, type: string) => () => imageRows(image, body, type)
  const [form, type] = await formOf([['image', png]])
  const json = 'application/json'
  const wrong: readonly (readonly [Buffer, string, string])[] = [
    [form, 'multipart/form-data', 'server.bodyNotMultipart'],
    [form, 'multipart/form-data; boundary=other', 'server.bodyNotMultipart'],
    [form.subarray(0, form.length - 10), type, 'server.bodyNotMultipart'],
    [...(await formOf([['image', 'text']])), 'server.inputNotAsAgreed'],
    [...(await formOf([['image', Buffer.from('text')]])), 'serving.imageWrong'],
    [Buffer.from('{'), json, 'server.bodyNotJson'],
    [Buffer.from('{"image":1}'), json, 'server.inputNotAsAgreed'],
    [Buffer.from('{"image":"é"}'), json, 'serving.imageWrong'],
    [Buffer.from('{"image":""}'), json, 'serving.imageWrong'],
  ]
  for (const [body, contentType, code] of wrong) assert.throws(read(body, contentType), { code })
})

test('a tensor holds images as pixels in grey or colours, of any size, or in base64', () => {
  const tensor = (
    datatype: 'UINT8' | 'BYTES',
    shape: readonly number[],
    values: readonly (number | string)[],
  ) => imagesOfTensor(image, { name: 'image', datatype, shape, values })
  assert.deepEqual(tensor('UINT8', [2, 1, 2], [255, 51, 0, 255]), [fields, { left: 0, right: 1 }])
  assert.deepEqual(tensor('UINT8', [1, 1, 2, 3], [255, 255, 255, 51, 51, 51]), [fields])
  const large = [255, 255, 51, 51, 255, 255, 51, 51]
  assert.deepEqual(tensor('UINT8', [1, 2, 4, 1], large), [fields])
  assert.deepEqual(tensor('BYTES', [1, 1], [png.toString('base64')]), [fields])
  assert.deepEqual(tensor('BYTES', [1], [jpeg.toString('base64')]), [ofJpeg])
  for (const shape of [[2], [1, 2], [1, 1, 2, 2], [1, 0, 2]]) {
    assert.throws(() => tensor('UINT8', shape, [1, 2, 3, 4]), {
      code: 'server.tensorShapeWrong',
    })
  }
})
